namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>What the decision to remove nodes depends on.</summary>
/// <param name="Cluster">The cluster as the scheduler sees it.</param>
/// <param name="Pools">The pools.</param>
/// <param name="PodsOn">Pods bound to a node.</param>
/// <param name="Budgets">Disruption budgets.</param>
/// <param name="HasUnschedulable">True while pods wait for nodes: nothing is removed then.</param>
internal sealed record ScaleDownQuestion(
    ClusterState Cluster,
    IReadOnlyList<PoolState> Pools,
    Func<string, IReadOnlyList<Pod>> PodsOn,
    IReadOnlyList<DisruptionBudget> Budgets,
    bool HasUnschedulable);
