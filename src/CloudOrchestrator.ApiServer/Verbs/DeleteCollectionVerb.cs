using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>DELETE on a collection: deletes what the selectors match.</summary>
internal sealed class DeleteCollectionVerb(ServerParts parts, DeleteVerb delete, SelectableFieldCache fields)
{
    private const int AtOnce = 32;

    /// <summary>Deletes every match and answers with the list of what was matched.</summary>
    public async Task<(ApiResponse? Failure, ReplicaSnapshot Snapshot, IReadOnlyList<StoredObject> Items)> RunAsync(
        ApiCall call, ListOptions list, DeleteOptions options, CancellationToken cancellationToken)
    {
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: true, cancellationToken);
        var snapshot = replica.Snapshot;
        var filter = ObjectFilter.Create(call.Kind, call.Namespace, call.Name, list, fields);
        if (!filter.Succeeded)
            return (filter.Error, snapshot, []);
        StoredObject[] items = [.. snapshot.List(call.Namespace.Length == 0 ? null : call.Namespace).Where(filter.Value.Matches)];
        foreach (var batch in items.Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(batch.Select(item => DeleteAsync(call, item.Key, options, cancellationToken)));
            if (answers.FirstOrDefault(answer => answer is { Failed: true, Status.Code: not 404 }) is { } failure)
                return (failure, snapshot, []);
        }

        return (null, snapshot, items);
    }

    private Task<ApiResponse> DeleteAsync(ApiCall call, ObjectKey key, DeleteOptions options, CancellationToken cancellationToken) =>
        delete.RunAsync(new ApiCall { Kind = call.Kind, Namespace = key.Namespace, Name = key.Name, Caller = call.Caller }, options, cancellationToken);
}
