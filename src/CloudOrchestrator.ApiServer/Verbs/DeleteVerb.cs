using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>DELETE: removes an object, or marks it when finalizers or a grace period keep it.</summary>
internal sealed class DeleteVerb(ServerParts parts)
{
    /// <summary>Deletes. The answer is a success status when the object is gone, and the object itself when it is still there.</summary>
    public async Task<ApiResponse> RunAsync(ApiCall call, DeleteOptions options, CancellationToken cancellationToken)
    {
        if (DeleteOptionsRules.Check(options) is { } invalid)
            return invalid;
        if (Protects(call))
            return ApiStatuses.Forbidden(call.Kind.Resource, call.Name, "this namespace may not be deleted");
        if (call.Kind.OrphaningWarning is { } warning && options is { PropagationPolicy: null, OrphanDependents: null })
            call.Warnings.Add(warning);
        Mutation Decide(StoredObject? current) => current is null
            ? new Mutation.Refuse(ApiStatuses.NotFound(call.Kind.Resource, call.Name))
            : Deletion.Decide(current, call.Kind, options, parts.Now);

        if (options.DryRun is { Count: > 0 })
        {
            var before = await parts.Store.GetAsync(call.Kind.Stream, call.Key, fresh: true, cancellationToken);
            return DryAnswer(call, Decide(before), before);
        }

        Mutation? decided = null;
        var result = await parts.Store.MutateObjectAsync(
            call.Kind.Stream, call.Key, current => decided = StoreWriter.Stored(call.Kind, Decide(current)), cancellationToken);
        if (result.Outcome == StoreOutcome.Refused)
            return result.Error ?? throw new InvalidOperationException("a refusal carries its status");
        var value = result.Object ?? throw new InvalidOperationException("a deleted or kept object is returned");
        if (decided is Mutation.Delete && !ReturnsDeletedObject(call.Kind))
            return Gone(call, value.Uid);
        return ApiResponse.Of(value);
    }

    private static ApiResponse DryAnswer(ApiCall call, Mutation mutation, StoredObject? current) => mutation switch
    {
        Mutation.Refuse refuse => refuse.Status,
        Mutation.Put put => ApiResponse.Of(put.Value),
        Mutation.Delete when !ReturnsDeletedObject(call.Kind) => Gone(call, current!.Uid),
        _ => ApiResponse.Of(current!),
    };

    // Kinds whose deletion Kubernetes answers with the object instead of a status.
    private static bool ReturnsDeletedObject(KindDescriptor kind) =>
        kind.Resource is { Group: "", Plural: "pods" or "services" or "serviceaccounts" or "persistentvolumeclaims" or "podtemplates" or "resourcequotas" };

    private static bool Protects(ApiCall call) =>
        call.Kind.Resource is { Group: "", Plural: "namespaces" } && (call.Name is "default" or "kube-system" or "kube-public");

    private static ApiStatus Gone(ApiCall call, string uid) => ApiStatuses.Success(new StatusDetails
    {
        Name = call.Name,
        Group = call.Kind.Resource.Group.Length == 0 ? null : call.Kind.Resource.Group,
        Kind = call.Kind.Resource.Plural,
        Uid = uid,
    });
}
