using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>The replicas of all stored kinds: opened together, or each when it is first needed.</summary>
internal sealed class ClusterReplicas : ISnapshots
{
    private readonly IReadOnlyDictionary<Type, ResourceAccess> _resources;
    private readonly ConcurrentDictionary<string, Replica> _byStream = new(StringComparer.Ordinal);
    private readonly IObjectStore _store;

    private ClusterReplicas(IObjectStore store, IReadOnlyDictionary<Type, ResourceAccess> resources)
    {
        _store = store;
        _resources = resources;
        Names = [.. resources.Values.Select(resource => resource.Kind.Stream).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Names of all streams.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens the replicas of all kinds, caught up with the log.</summary>
    public static async Task<ClusterReplicas> OpenAsync(
        IObjectStore store, IReadOnlyDictionary<Type, ResourceAccess> resources, CancellationToken cancellationToken)
    {
        var replicas = new ClusterReplicas(store, resources);
        await Task.WhenAll(replicas.Names.Select(stream => replicas.RefreshAsync(stream, cancellationToken)));
        return replicas;
    }

    /// <summary>Replicas that are opened by <see cref="RefreshAsync"/>; until then their streams look empty.</summary>
    public static ClusterReplicas Unopened(IObjectStore store, IReadOnlyDictionary<Type, ResourceAccess> resources) => new(store, resources);

    /// <summary>Streams, each with the kind its objects are read as. All must be open.</summary>
    public IEnumerable<(ResourceAccess Resource, Replica Replica)> Streams =>
        _resources.Values.DistinctBy(resource => resource.Kind.Stream).Select(resource => (resource, _byStream[resource.Kind.Stream]));

    /// <summary>The kind that a C# type describes.</summary>
    public ResourceAccess ResourceOf(Type type) => _resources[type];

    /// <summary>The kind that a stream's objects are read as; null when there is no such stream.</summary>
    public ResourceAccess? ResourceOf(string stream) => _resources.Values.FirstOrDefault(resource => resource.Kind.Stream == stream);

    /// <summary>The replica of a kind's stream, which must be open.</summary>
    public Replica ReplicaOf(Type type) => _byStream[_resources[type].Kind.Stream];

    /// <summary>The replica of a stream; null when it is not open.</summary>
    public Replica? Find(string stream) => _byStream.GetValueOrDefault(stream);

    /// <summary>Opens a stream's replica, or catches it up with the log.</summary>
    public async Task RefreshAsync(string stream, CancellationToken cancellationToken) =>
        _byStream[stream] = await _store.ReplicaAsync(stream, fresh: true, cancellationToken);

    /// <summary>A view of the present. Each stream's state is taken when first looked at, so that what is read later is at least as new.</summary>
    public ReplicaObjectSnapshot Snapshot() => new(this);

    /// <inheritdoc/>
    public ValueTask<(T Value, ReplicaObjectSnapshot Snapshot)> ReadAsync<T>(Func<ReplicaObjectSnapshot, T> read, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot();
        return new((read(snapshot), snapshot));
    }

    /// <inheritdoc/>
    public ValueTask<ReplicaObjectSnapshot> AllAsync(CancellationToken cancellationToken) => new(Snapshot());

    /// <inheritdoc/>
    public bool Renew(IEnumerable<string> streams) => false;
}
