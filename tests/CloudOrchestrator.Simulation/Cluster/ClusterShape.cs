namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>What a cluster consists of.</summary>
/// <param name="IsAlone">True for one process that is everything, as standalone; false for processes that share a log and a queue.</param>
/// <param name="ApiServers">Processes that users and nodes reach.</param>
/// <param name="Engines">Processes that the queue calls.</param>
/// <param name="Nodes">Machines.</param>
/// <param name="KeepsEvents">False when Events are forgotten instead of stored.</param>
internal sealed record ClusterShape(bool IsAlone, int ApiServers, int Engines, int Nodes, bool KeepsEvents)
{
    /// <summary>The shape for scripts: engines that can be in each other's way.</summary>
    public static ClusterShape Stage { get; } = new(IsAlone: false, ApiServers: 1, Engines: 4, Nodes: 3, KeepsEvents: false);

    /// <summary>The shape that a seed has.</summary>
    public static ClusterShape Of(Random chance, bool isShort) => isShort
        ? new(chance.Next(3) == 0, chance.Next(1, 3), 2, 3, chance.Next(4) == 0)
        : new(chance.Next(3) == 0, chance.Next(1, 3), chance.Next(2, 5), chance.Next(3, 9), chance.Next(4) == 0);

    /// <inheritdoc/>
    public override string ToString() =>
        (IsAlone ? $"one process, {Nodes} nodes" : $"{ApiServers} API servers, {Engines} engines, {Nodes} nodes") + (KeepsEvents ? ", events" : "");
}
