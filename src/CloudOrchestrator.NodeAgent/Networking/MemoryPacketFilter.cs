using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>A packet filter without a kernel, for simulated nodes and tests: it keeps the rules and answers where a connection would go.</summary>
/// <param name="choose">Picks one of <c>count</c> backends.</param>
public sealed class MemoryPacketFilter(Func<int, int> choose) : IPacketFilter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Client, string Balancer), Backend> _affinity = [];

    /// <summary>The rules last applied; empty after clearing.</summary>
    public RuleSet Rules { get; private set; } = RuleSet.Empty;

    /// <inheritdoc/>
    public Task ApplyAsync(RuleSet rules, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            Rules = rules;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearAsync(CancellationToken cancellationToken) => ApplyAsync(RuleSet.Empty, cancellationToken);

    /// <summary>Where a new connection goes.</summary>
    /// <param name="client">The sender.</param>
    /// <param name="fromCluster">True for pods and the node itself.</param>
    /// <param name="destination">Where it connects to; a null address for a port of the node.</param>
    public Connection Connect(string client, bool fromCluster, ServiceAddress destination)
    {
        lock (_lock)
        {
            if (!Rules.Targets.TryGetValue(destination, out var target))
                return new Connection(null, Refusal.None);
            if (target.SourceRanges.Count > 0 && !fromCluster && !target.SourceRanges.Any(range => AddressRange.Parse(range).Contains(client)))
                return new Connection(null, Refusal.Drop);
            var name = fromCluster ? target.FromCluster : target.FromElsewhere;
            return name is null ? new Connection(null, target.Refusal) : new Connection(Choose(client, name), Refusal.None);
        }
    }

    private Backend Choose(string client, string name)
    {
        var balancer = Rules.Balancers[name];
        if (balancer.AffinitySeconds is null)
            return balancer.Backends[choose(balancer.Backends.Count)];
        if (!_affinity.TryGetValue((client, name), out var backend) || !balancer.Backends.Contains(backend))
            _affinity[(client, name)] = backend = balancer.Backends[choose(balancer.Backends.Count)];
        return backend;
    }
}
