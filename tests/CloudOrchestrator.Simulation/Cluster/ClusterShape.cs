namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>What a cluster consists of.</summary>
/// <param name="IsAlone">True for one process that is everything, as standalone; false for processes that share a log and a queue.</param>
/// <param name="ApiServers">Processes that users and nodes reach.</param>
/// <param name="Engines">Processes that the queue calls.</param>
/// <param name="Nodes">Machines.</param>
internal sealed record ClusterShape(bool IsAlone, int ApiServers, int Engines, int Nodes)
{
    /// <summary>The shape that a seed has.</summary>
    public static ClusterShape Of(Random chance, bool isShort) => isShort
        ? new(chance.Next(3) == 0, chance.Next(1, 3), 2, 3)
        : new(chance.Next(3) == 0, chance.Next(1, 3), chance.Next(2, 5), chance.Next(3, 9));

    /// <inheritdoc/>
    public override string ToString() =>
        IsAlone ? $"one process, {Nodes} nodes" : $"{ApiServers} API servers, {Engines} engines, {Nodes} nodes";
}
