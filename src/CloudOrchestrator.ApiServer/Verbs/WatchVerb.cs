using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>GET with watch: follows changes of a collection.</summary>
internal sealed class WatchVerb(ServerParts parts, RevisionWait wait, SelectableFieldCache fields)
{
    /// <summary>Checks the call and starts to watch. A failure after that is an event of type ERROR, and the last one.</summary>
    public async ValueTask<ResultOf<WatchSession>> RunAsync(ApiCall call, ListOptions options, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var filter = ObjectFilter.Create(call.Kind, call.Namespace, call.Name, options, fields);
        if (!filter.Succeeded)
            return filter.Error;
        var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: options.Revision is null, cancellationToken);
        if (options.Revision is > 0 && await wait.ReachAsync(replica, options.Revision.Value, cancellationToken) is { } late)
            return late;
        return new WatchSession(parts, replica, filter.Value, options, lifetime, cancellationToken);
    }
}
