using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Verbs;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Stores copies of pods that have been through the verb before.</summary>
internal sealed class PodCopier(ServerParts parts, StoreWriter writer)
{
    private const string DefaultAccount = "default";

    /// <summary>
    /// Creates a copy under a name, or under a generated one when <paramref name="name"/> is null; null when the pod has to go through the verb.
    /// </summary>
    public async ValueTask<ApiResponse?> CreateAsync(ApiCall call, PreparedPod prepared, string? name, CancellationToken cancellationToken)
    {
        // All that admission looks at besides the pod: the namespace must be there to stay, and the account still what the first pod got.
        var space = await parts.Store.GetAsync("namespaces", new ObjectKey("", call.Namespace), fresh: true, cancellationToken);
        if (space is not { IsDeleting: false } || await AccountAsync(call.Namespace, prepared.Account, cancellationToken) is not { } account
            || account.Revision != prepared.AccountRevision)
            return null;
        var generated = name is null;
        var copyName = name ?? CreateVerb.GenerateName(prepared.GenerateName, parts.Ids);
        var (uid, now) = (parts.Ids.NewUid(), Timestamps.WholeSeconds(parts.Now));
        var copy = Mutation.Put.Ready(prepared.Encode(copyName, uid, now), revision => prepared.Typed(copyName, uid, now, revision));
        var (answer, _) = await writer.WriteAsync(call, new ObjectKey(call.Namespace, copyName), dryRun: false, readsStream: false,
            (current, _) => current is null ? copy : new Mutation.Refuse(CreateVerb.AlreadyExists(call.Kind, copyName, current)), cancellationToken);
        if (generated && answer.Status is { Reason: "AlreadyExists" })
            return null;
        return answer.Failed ? answer : answer with { Code = 201 };
    }

    /// <summary>The account that a pod gets in a namespace.</summary>
    public ValueTask<StoredObject?> AccountAsync(string @namespace, string? given, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrEmpty(given) ? DefaultAccount : given;
        return parts.Store.GetAsync("serviceaccounts", new ObjectKey(@namespace, name), fresh: name != DefaultAccount, cancellationToken);
    }
}
