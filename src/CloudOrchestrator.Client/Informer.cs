namespace CloudOrchestrator.Client;

/// <summary>Keeps a local copy of a list up to date by list and watch, resuming after every interruption. Level-triggered: readers look at what is.</summary>
public sealed class Informer<T>(IObjectClient client, string? @namespace, ListQuery query, TimeProvider time)
    where T : class, IKubernetesObject
{
    /// <summary>The objects as last seen; an immutable snapshot.</summary>
    public IReadOnlyDictionary<ObjectKey, T> Items => throw new NotImplementedException($"{client}{@namespace}{query}{time}");

    /// <summary>Grows with every change of <see cref="Items"/>.</summary>
    public long Version => throw new NotImplementedException();

    /// <summary>True while the copy is known to lag: the server has not been reached since this time. Null when in contact.</summary>
    public DateTimeOffset? LostContactAt => throw new NotImplementedException();

    /// <summary>Lists and watches until cancelled; retries with growing delays and never throws for a failing server.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Completes when the first list has been read.</summary>
    public Task SyncedAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Completes when <see cref="Version"/> has passed <paramref name="version"/>.</summary>
    public Task ChangedAsync(long version, CancellationToken cancellationToken) => throw new NotImplementedException();
}
