using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>GET: reads an object.</summary>
internal sealed class GetVerb(ServerParts parts, RevisionWait wait)
{
    /// <summary>Reads. <paramref name="revision"/>: null for the newest state, 0 for any, else a state that is not older.</summary>
    public async ValueTask<ApiResponse> RunAsync(ApiCall call, long? revision, CancellationToken cancellationToken)
    {
        if (revision is not > 0)
            return Answer(call, await parts.Store.GetAsync(call.Kind.Stream, call.Key, fresh: revision is null, cancellationToken));
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: false, cancellationToken);
        return await wait.ReachAsync(replica, revision.Value, cancellationToken) is { } late ? late : Answer(call, replica.Snapshot.Get(call.Key));
    }

    private static ApiResponse Answer(ApiCall call, StoredObject? value) =>
        value is not null ? ApiResponse.Of(value) : ApiStatuses.NotFound(call.Kind.Resource, call.Name);
}
