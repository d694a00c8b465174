using System.Runtime.CompilerServices;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.ApiServer.InProcess;

/// <summary>
/// Creates pods that controllers make of one template. What defaults, admission, ownership and validation make of the template is worked out once, by the verb, and
/// copied from then on. A template is known by its spec, the same object in each of its pods; what is known of it goes with it.
/// </summary>
internal sealed class PodCopies(ServerParts parts, StoreWriter writer)
{
    private const string DefaultAccount = "default";

    private readonly ConditionalWeakTable<PodSpec, Template> _templates = [];

    /// <summary>True for a pod that is as controllers make them, so that there may be others of its template.</summary>
    public static bool MayBe(Pod pod) =>
        pod is
        {
            Spec: not null,
            Status: null,
            Metadata:
            {
                Name.Length: > 0, GenerateName.Length: > 0, OwnerReferences.Count: > 0, Uid: null, ResourceVersion: null, CreationTimestamp: null, DeletionTimestamp: null,
                DeletionGracePeriodSeconds: null, Generation: null, ManagedFields: null, SelfLink: null,
            },
        };

    /// <summary>Creates the pod; null when it has to go through the verb.</summary>
    public async ValueTask<ApiResponse?> CreateAsync(ApiCall call, Pod pod, CancellationToken cancellationToken)
    {
        if (!_templates.TryGetValue(pod.Spec!, out var template) || template.Prepared is not { } prepared || !prepared.Covers(pod))
            return null;

        // All that admission looks at besides the pod: the namespace must be there to stay, and the account still what the first pod got.
        var space = await parts.Store.GetAsync("namespaces", new ObjectKey("", call.Namespace), fresh: true, cancellationToken);
        if (space is not { IsDeleting: false } || await AccountAsync(pod, cancellationToken) is not { } account || account.Revision != prepared.AccountRevision)
            return null;
        var (name, uid, now) = (pod.Metadata.Name!, parts.Ids.NewUid(), Timestamps.WholeSeconds(parts.Now));
        var copy = Mutation.Put.Ready(prepared.Encode(name, uid, now), revision => prepared.Typed(name, uid, now, revision));
        var (answer, _) = await writer.WriteAsync(call, new ObjectKey(call.Namespace, name), dryRun: false, readsStream: false,
            (current, _) => current is null ? copy : new Mutation.Refuse(CreateVerb.AlreadyExists(call.Kind, name, current)), cancellationToken);
        return answer.Failed ? answer : answer with { Code = 201 };
    }

    /// <summary>Has the call keep what the verb makes of the pod for the next ones, if there seem to be any.</summary>
    public async ValueTask LearnAsync(ApiCall call, Pod pod, CancellationToken cancellationToken)
    {
        var template = _templates.GetOrCreateValue(pod.Spec!);
        if (!template.Seen)
        {
            template.Seen = true;
            return;
        }

        if (await AccountAsync(pod, cancellationToken) is { } account)
            call.Prepared = (encoded, typed) => template.Prepared = PreparedPod.Of(pod, account.Revision, encoded, (Pod)typed);
    }

    private ValueTask<StoredObject?> AccountAsync(Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Spec!.ServiceAccountName is { Length: > 0 } given ? given : DefaultAccount;
        return parts.Store.GetAsync("serviceaccounts", new ObjectKey(pod.Metadata.Namespace ?? "", name), fresh: name != DefaultAccount, cancellationToken);
    }

    private sealed class Template
    {
        public volatile bool Seen;
        public volatile PreparedPod? Prepared;
    }
}
