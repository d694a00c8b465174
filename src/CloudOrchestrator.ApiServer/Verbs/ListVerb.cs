using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>GET on a collection: lists objects, whole or in chunks.</summary>
internal sealed class ListVerb(ServerParts parts, RevisionWait wait, SelectableFieldCache fields, SnapshotShelf shelf)
{
    private const string TooOld = "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, " +
        "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - " +
        "objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    /// <summary>Lists what the options ask for.</summary>
    public async ValueTask<ResultOf<ListResult>> RunAsync(ApiCall call, ListOptions options, CancellationToken cancellationToken)
    {
        var filter = ObjectFilter.Create(call.Kind, call.Namespace, call.Name, options, fields);
        if (!filter.Succeeded)
            return filter.Error;
        ObjectKey? after = null;
        ReplicaSnapshot snapshot;
        if (options.Continue.Length > 0)
        {
            var resumed = await ResumeAsync(call, options, cancellationToken);
            if (!resumed.Succeeded)
                return resumed.Error;
            (snapshot, after) = resumed.Value;
        }
        else
        {
            var found = await SnapshotAsync(call, options, cancellationToken);
            if (!found.Succeeded)
                return found.Error;
            snapshot = found.Value;
        }

        return Collect(call, options, filter.Value, snapshot, after);
    }

    private ListResult Collect(ApiCall call, ListOptions options, ObjectFilter filter, ReplicaSnapshot snapshot, ObjectKey? after)
    {
        var source = filter.In(snapshot, after);
        if (options.Limit == 0)
            return new ListResult(snapshot.Revision, [.. source]);

        var items = new List<StoredObject>(Math.Min(options.Limit, 1024));
        using var cursor = source.GetEnumerator();
        while (items.Count < options.Limit && cursor.MoveNext())
            items.Add(cursor.Current);
        if (items.Count < options.Limit || !cursor.MoveNext())
            return new ListResult(snapshot.Revision, items);

        // Kubernetes tells how many remain only where it can without looking at them.
        long? remaining = filter.MatchesAll ? snapshot.CountOf(call.Namespace.Length == 0 ? null : call.Namespace, items[^1].Key) : null;
        shelf.Keep(call.Kind.Stream, snapshot);
        return new ListResult(snapshot.Revision, items, new ContinueToken(snapshot.Revision, items[^1].Key).Encode(), remaining);
    }

    private async ValueTask<ResultOf<ReplicaSnapshot>> SnapshotAsync(ApiCall call, ListOptions options, CancellationToken cancellationToken)
    {
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: options.Revision is null, cancellationToken);
        if (options.Revision is not > 0)
            return replica.Snapshot;
        if (await wait.ReachAsync(replica, options.Revision.Value, cancellationToken) is { } late)
            return late;
        var exact = options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0);
        var snapshot = replica.Snapshot;
        if (!exact || snapshot.Revision == options.Revision)
            return snapshot;
        return shelf.Find(call.Kind.Stream, options.Revision.Value) is { } kept
            ? kept
            : ApiStatuses.Expired("The resourceVersion for the provided list is too old.");
    }

    private async ValueTask<ResultOf<(ReplicaSnapshot Snapshot, ObjectKey? After)>> ResumeAsync(ApiCall call, ListOptions options, CancellationToken cancellationToken)
    {
        if (options.Revision is > 0)
            return ApiStatuses.BadRequest("specifying resource version is not allowed when using continue");
        var token = ContinueToken.Decode(options.Continue);
        if (!token.Succeeded)
            return token.Error;
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: token.Value.Revision < 0, cancellationToken);
        var snapshot = replica.Snapshot;
        if (token.Value.Revision >= 0 && snapshot.Revision != token.Value.Revision)
        {
            if (shelf.Find(call.Kind.Stream, token.Value.Revision) is not { } kept)
                return ApiStatuses.Expired(TooOld) with { Metadata = new ListMeta { Continue = (token.Value with { Revision = -1 }).Encode() } };
            snapshot = kept;
        }

        return (snapshot, token.Value.After);
    }
}
