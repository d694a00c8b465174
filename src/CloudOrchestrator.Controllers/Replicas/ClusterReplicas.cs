namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>The replicas of all stored kinds, opened once.</summary>
internal sealed class ClusterReplicas
{
    private readonly IReadOnlyDictionary<Type, ResourceAccess> _resources;
    private readonly Dictionary<string, Replica> _byStream;

    private ClusterReplicas(IReadOnlyDictionary<Type, ResourceAccess> resources, Dictionary<string, Replica> byStream)
    {
        _resources = resources;
        _byStream = byStream;
    }

    /// <summary>Opens the replicas of all kinds, caught up with the log.</summary>
    public static async Task<ClusterReplicas> OpenAsync(
        IObjectStore store, IReadOnlyDictionary<Type, ResourceAccess> resources, CancellationToken cancellationToken)
    {
        var streams = resources.Values.Select(resource => resource.Kind.Stream).Distinct(StringComparer.Ordinal).ToArray();
        var opened = await Task.WhenAll(streams.Select(stream => store.ReplicaAsync(stream, fresh: true, cancellationToken).AsTask())).ConfigureAwait(false);
        return new(resources, streams.Zip(opened).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    /// <summary>Streams, each with the kind its objects are read as.</summary>
    public IEnumerable<(ResourceAccess Resource, Replica Replica)> Streams =>
        _resources.Values.DistinctBy(resource => resource.Kind.Stream).Select(resource => (resource, _byStream[resource.Kind.Stream]));

    /// <summary>The kind that a C# type describes.</summary>
    public ResourceAccess ResourceOf(Type type) => _resources[type];

    /// <summary>The replica of a kind's stream.</summary>
    public Replica ReplicaOf(Type type) => _byStream[_resources[type].Kind.Stream];

    /// <summary>A view of the present. Each stream's state is taken when first looked at, so that what is read later is at least as new.</summary>
    public ReplicaObjectSnapshot Snapshot() => new(this);
}
