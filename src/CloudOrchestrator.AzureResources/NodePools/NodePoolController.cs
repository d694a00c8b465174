namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>The cluster autoscaler. One key stands for all pools, because which pool grows depends on all of them.</summary>
internal sealed class NodePoolController(ScaleSetClient scaleSets, ObjectEvents events, TimeProvider time, IIdSource ids) : IExternalController
{
    /// <summary>Name in work items and events.</summary>
    public const string ControllerName = "cluster-autoscaler";

    private static readonly ObjectKey Key = new("", "node-pools");

    /// <inheritdoc/>
    public string Name => ControllerName;

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers { get; } =
    [
        new(typeof(NodePool), static (before, after, _) => before?.Metadata.Generation == after?.Metadata.Generation ? [] : [Key]),
        new(typeof(Pod), static (before, after, snapshot) => Matters((Pod?)before, (Pod?)after, snapshot) ? [Key] : []),
        new(typeof(Node), static (before, after, snapshot) => Matters((Node?)before, (Node?)after) && HasPools(snapshot) ? [Key] : []),
    ];

    /// <inheritdoc/>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, IObjectSnapshot snapshot, IObjectClient client, CancellationToken cancellationToken)
    {
        var pools = snapshot.List<NodePool>().Where(pool => pool.Metadata.DeletionTimestamp is null).ToArray();
        if (pools.Length == 0)
            return null;
        var context = new ReconcileContext(time.GetUtcNow(), ids);
        return await new AutoscalerPass(scaleSets, events, client, new ClusterView(snapshot), context).RunAsync(pools, cancellationToken);
    }

    // A pod found no node, gave its node back, or came to one that was about to go.
    private static bool Matters(Pod? before, Pod? after, IObjectSnapshot snapshot)
    {
        if (ClusterView.IsUnschedulable(after) && !ClusterView.IsUnschedulable(before))
            return HasPools(snapshot);
        if (Occupies(before) == Occupies(after))
            return false;
        var node = (after ?? before)!.Spec!.NodeName;
        return Occupies(before)
            ? HasPools(snapshot)
            : snapshot.List<NodePool>().Any(pool => pool.Status?.Unneeded?.Any(unneeded => unneeded.Name == node) == true);
    }

    private static bool Occupies(Pod? pod) => pod is not null && !string.IsNullOrEmpty(pod.Spec?.NodeName) && !PodProgress.IsFinished(pod);

    private static bool Matters(Node? before, Node? after) =>
        before is null || after is null
        || NodeConditions.IsReady(before) != NodeConditions.IsReady(after)
        || before.Spec?.Unschedulable != after.Spec?.Unschedulable
        || before.Spec?.ProviderID != after.Spec?.ProviderID
        || !(before.Spec?.Taints ?? []).SequenceEqual(after.Spec?.Taints ?? [])
        || before.Metadata.Annotations?.GetValueOrDefault(AutoscalerNames.ScaleDownDisabled)
            != after.Metadata.Annotations?.GetValueOrDefault(AutoscalerNames.ScaleDownDisabled);

    private static bool HasPools(IObjectSnapshot snapshot) => snapshot.List<NodePool>().Count > 0;
}
