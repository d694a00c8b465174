namespace CloudOrchestrator.Scheduling;

/// <summary>Places pods on nodes. Pure: the same cluster and pods give the same answer.</summary>
public static class Scheduler
{
    /// <summary>
    /// Decides for all pending pods at once, by priority, then age. Each placement is seen by those after it. Pods that are being deleted are left out.
    /// <paramref name="cluster"/> is only read: the engine tells it of the bindings that were stored.
    /// </summary>
    public static SchedulingDecision Decide(ClusterState cluster, IReadOnlyList<Pod> pending, ReconcileContext context) => throw new NotImplementedException();
}
