namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Which pods of a DaemonSet to create and delete. One instance serves one decision.</summary>
internal sealed class DaemonPlan(DaemonSet set, string hash, IReadOnlyList<DaemonNode> nodes, DateTimeOffset now)
{
    // A pod that fails as soon as it starts is replaced no more often than this.
    private static readonly TimeSpan FailedPodAgeMin = TimeSpan.FromSeconds(10);

    private readonly int _minReadySeconds = set.Spec?.MinReadySeconds ?? 0;
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    /// <summary>Nodes that get a pod.</summary>
    public List<string> Create { get; } = [];

    /// <summary>Pods to delete.</summary>
    public List<Pod> Delete { get; } = [];

    /// <summary>What to tell about pods that have ended.</summary>
    public List<ObjectAction.RecordEvent> Events { get; } = [];

    /// <summary>When to look again.</summary>
    public TimeSpan? RequeueAfter { get; private set; }

    /// <summary>Decides.</summary>
    public void Decide()
    {
        var (surge, unavailable) = Limits();
        foreach (var node in nodes)
        {
            if (node.ShouldRun && node.Pods.Count == 0)
                Create.Add(node.Name);
            else if (node.MayStay)
                KeepOne(node, surge > 0);
            else
                Remove(node.Pods.Where(pod => pod.Metadata.DeletionTimestamp is null));
        }

        if (set.Spec?.UpdateStrategy?.Type is "OnDelete")
            return;
        if (surge == 0)
            ReplaceWithin(unavailable);
        else
            SurgeWithin(surge);
    }

    private (int Surge, int Unavailable) Limits()
    {
        if (set.Spec?.UpdateStrategy?.Type is "OnDelete")
            return (0, 0);
        var desired = nodes.Count(node => node.ShouldRun);
        var rolling = set.Spec?.UpdateStrategy?.RollingUpdate;
        var surge = RolloutLimits.Resolve(rolling?.MaxSurge ?? 0, desired, roundUp: true);
        var unavailable = RolloutLimits.Resolve(rolling?.MaxUnavailable ?? 1, desired, roundUp: true);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }

    private void Remove(IEnumerable<Pod> pods)
    {
        foreach (var pod in pods)
        {
            if (_deleted.Add(pod.Metadata.Name ?? ""))
                Delete.Add(pod);
        }
    }

    private void KeepOne(DaemonNode node, bool surging)
    {
        List<Pod> running = [];
        foreach (var pod in node.Pods.Where(pod => pod.Metadata.DeletionTimestamp is null))
        {
            if (!PodProgress.IsFinished(pod))
                running.Add(pod);
            else
                RemoveFinished(node, pod);
        }

        if (running.Count <= 1)
            return;
        List<Pod> ordered = [.. DaemonPods.InOrder(running)];
        if (!surging)
        {
            Remove(ordered.Skip(1));
            return;
        }

        var newest = ordered.Find(IsUpdated);
        var oldest = ordered.Find(pod => !IsUpdated(pod));
        Remove(ordered.Where(pod => pod != newest && pod != oldest));
        if (newest is not null && oldest is not null && (!PodProgress.IsReady(oldest) || IsAvailable(newest)))
            Remove([oldest]);
    }

    private void RemoveFinished(DaemonNode node, Pod pod)
    {
        var name = $"{pod.Metadata.Namespace}/{pod.Metadata.Name} on node {node.Name}";
        if (pod.Status?.Phase == "Succeeded")
        {
            Events.Add(ObjectAction.RecordEvent.Normal(set, "SucceededDaemonPod", $"Found succeeded daemon pod {name}, will try to delete it"));
            Remove([pod]);
            return;
        }

        var wait = pod.Metadata.CreationTimestamp + FailedPodAgeMin - now;
        if (wait > TimeSpan.Zero)
        {
            RequeueAfter = RequeueAfter is { } other && other < wait ? other : wait;
            return;
        }

        Events.Add(ObjectAction.RecordEvent.Warning(set, "FailedDaemonPod", $"Found failed daemon pod {name}, will try to kill it"));
        Remove([pod]);
    }

    private void ReplaceWithin(int maxUnavailable)
    {
        var unavailable = 0;
        List<Pod> broken = [];
        List<Pod> working = [];
        foreach (var node in nodes)
        {
            if (node.Pods.Count == 0)
                continue;
            if (!FindPair(node, out var updated, out var old) || (updated is null && old is null))
                unavailable++;
            else if (updated is not null)
                unavailable += IsAvailable(updated) ? 0 : 1;
            else if (IsAvailable(old!))
                working.Add(old!);
            else
            {
                broken.Add(old!);
                unavailable++;
            }
        }

        Remove(broken);
        Remove(working.Take(Math.Max(0, maxUnavailable - unavailable)));
    }

    private void SurgeWithin(int maxSurge)
    {
        var surging = 0;
        List<string> working = [];
        foreach (var node in nodes)
        {
            if (!FindPair(node, out var updated, out var old))
                surging++;
            else if (old is null)
                continue;
            else if (updated is not null && IsAvailable(updated))
                Remove([old]);
            else if (updated is not null)
                surging++;
            else if (!node.ShouldRun)
                continue;
            else if (IsAvailable(old))
                working.Add(node.Name);
            else
                Create.Add(node.Name);
        }

        Create.AddRange(working.Take(Math.Max(0, maxSurge - surging)));
    }

    // False when there is more than one pod of either age: then the node has to be cleaned up first.
    private bool FindPair(DaemonNode node, out Pod? updated, out Pod? old)
    {
        updated = old = null;
        foreach (var pod in node.Pods.Where(pod => pod.Metadata.DeletionTimestamp is null))
        {
            if (IsUpdated(pod))
            {
                if (updated is not null)
                    return false;
                updated = pod;
            }
            else
            {
                if (old is not null)
                    return false;
                old = pod;
            }
        }

        return true;
    }

    private bool IsUpdated(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.RevisionLabel) == hash;

    private bool IsAvailable(Pod pod) => PodProgress.IsAvailable(pod, _minReadySeconds, now);
}
