using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>GET: reads an object.</summary>
internal sealed class GetVerb(ServerParts parts, RevisionWait wait)
{
    /// <summary>Reads. <paramref name="revision"/>: null for the newest state, 0 for any, else a state that is not older.</summary>
    public async ValueTask<ApiResponse> RunAsync(ApiCall call, long? revision, CancellationToken cancellationToken)
    {
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: revision is null, cancellationToken);
        if (revision is > 0 && await wait.ReachAsync(replica, revision.Value, cancellationToken) is { } late)
            return late;
        return replica.Snapshot.Get(call.Key) is { } value ? ApiResponse.Of(value) : ApiStatuses.NotFound(call.Kind.Resource, call.Name);
    }
}
