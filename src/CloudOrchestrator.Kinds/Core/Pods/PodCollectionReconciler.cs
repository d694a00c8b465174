namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>
/// Deletes pods that nobody else will: those bound to a node that no longer exists, those deleted before they were bound, and the oldest finished ones beyond a
/// threshold. Keys are node names, pods (with a namespace), and the empty name for finished pods.
/// </summary>
/// <param name="terminatedPodThreshold">Finished pods to keep; 0 keeps all.</param>
public sealed class PodCollectionReconciler(int terminatedPodThreshold) : IReconciler
{
    private const int DeletionsMax = 500;

    private static readonly ObjectKey FinishedPods = new("", "");

    /// <inheritdoc/>
    public string Name => "pod-garbage-collector";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        new(typeof(Node), static (before, after, _) => after is null ? [Ownership.KeyOf(before!)] : []),
        new(typeof(Pod), PodNeedsCollecting),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context) =>
        key == FinishedPods ? CollectFinished(snapshot)
        : key.Namespace.Length > 0 ? CollectUnbound(key, snapshot)
        : CollectOrphans(key.Name, snapshot, context.Now);

    private static IEnumerable<ObjectKey> PodNeedsCollecting(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (after is not Pod pod)
            yield break;
        if (PodProgress.IsFinished(pod) && (before is not Pod old || !PodProgress.IsFinished(old)))
            yield return FinishedPods;
        if (pod.Spec?.NodeName is { Length: > 0 } node && snapshot.Get<Node>("", node) is null)
            yield return new("", node);
        if (IsUnboundTerminating(pod))
            yield return Ownership.KeyOf(pod);
    }

    // No node agent will ever finish these.
    private static bool IsUnboundTerminating(Pod pod) =>
        pod.Metadata is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: not 0 } && string.IsNullOrEmpty(pod.Spec?.NodeName);

    private static Decision CollectUnbound(ObjectKey key, IObjectSnapshot snapshot) =>
        snapshot.Get<Pod>(key.Namespace, key.Name) is { } pod && IsUnboundTerminating(pod)
            ? new([new ObjectAction.Delete(typeof(Pod), key, pod.Metadata.Uid ?? "", GracePeriodSeconds: 0)])
            : Decision.None;

    private static Decision CollectOrphans(string nodeName, IObjectSnapshot snapshot, DateTimeOffset now)
    {
        // Pods are read before nodes: a node that is missing then was missing when the pods were seen bound to it.
        var pods = snapshot.PodsOnNode(nodeName);
        if (snapshot.Get<Node>("", nodeName) is not null)
            return Decision.None;
        List<ObjectAction> actions = [];
        foreach (var pod in pods.Take(DeletionsMax))
        {
            if (!PodProgress.IsFinished(pod))
                actions.Add(PodConditionPatch.Disrupt(pod, "DeletionByPodGC", "PodGC: node no longer exists", now, "Failed"));
            if (pod.Metadata.DeletionTimestamp is null || pod.Metadata.DeletionGracePeriodSeconds != 0)
                actions.Add(new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? "", GracePeriodSeconds: 0));
        }

        return new(actions, pods.Count > DeletionsMax ? TimeSpan.Zero : null);
    }

    private Decision CollectFinished(IObjectSnapshot snapshot)
    {
        if (terminatedPodThreshold <= 0)
            return Decision.None;
        List<Pod> finished = [.. snapshot.PodsInPhase("Succeeded"), .. snapshot.PodsInPhase("Failed")];
        var excess = finished.Count - terminatedPodThreshold;
        if (excess <= 0)
            return Decision.None;
        var actions = finished
            .Where(pod => pod.Metadata.DeletionTimestamp is null)
            .OrderBy(pod => pod.Metadata.CreationTimestamp)
            .ThenBy(pod => pod.Metadata.Namespace, StringComparer.Ordinal)
            .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Take(Math.Min(excess, DeletionsMax))
            .Select(pod => new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? "", GracePeriodSeconds: 0))
            .ToArray();
        return new(actions, excess > DeletionsMax ? TimeSpan.Zero : null);
    }
}
