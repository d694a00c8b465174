namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Which pools grow.</summary>
/// <param name="Increases">Pools to raise, best first.</param>
/// <param name="Waiting">Pods for which nodes are on their way already.</param>
/// <param name="NotHelped">Pods that no pool can help, each with the reason in the words of the autoscaler's event.</param>
internal sealed record ScaleUpDecision(
    IReadOnlyList<PoolIncrease> Increases, IReadOnlyList<Pod> Waiting, IReadOnlyList<(Pod Pod, string Reason)> NotHelped);

/// <summary>A pool to raise.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Target">Machines to ask for.</param>
/// <param name="Pods">Pods that will find a place.</param>
internal sealed record PoolIncrease(PoolState Pool, int Target, IReadOnlyList<Pod> Pods);
