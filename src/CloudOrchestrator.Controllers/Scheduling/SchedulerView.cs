using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Scheduling;

namespace CloudOrchestrator.Controllers.Scheduling;

/// <summary>
/// What the scheduler's thread knows: the cluster, the pods that wait, and those of them that are worth another try. Bindings count from the moment they are
/// stored,
/// before the change comes back.
/// </summary>
internal sealed class SchedulerView
{
    private const string SchedulerName = "default-scheduler";

    private readonly Dictionary<ObjectKey, Pod> _pending = [];
    private readonly HashSet<ObjectKey> _untried = [];
    private readonly Dictionary<ObjectKey, string> _assumed = [];

    /// <summary>The cluster.</summary>
    public ClusterState Cluster { get; } = new();

    /// <summary>True when pods wait that have not been tried since they came or changed.</summary>
    public bool HasUntried => _untried.Count > 0;

    /// <summary>True when pods wait that found no place.</summary>
    public bool HasTried => _pending.Count > _untried.Count;

    /// <summary>How many pods wait that are to be tried, and how many that found no place.</summary>
    public (int Untried, int Tried) Waiting => (_untried.Count, _pending.Count - _untried.Count);

    /// <summary>True when something has changed that may give a place to pods that found none.</summary>
    public bool RoomChanged { get; set; }

    /// <summary>The pods to try.</summary>
    public List<Pod> Untried => [.. _untried.Select(key => _pending[key])];

    /// <summary>All waiting pods are worth another try.</summary>
    public void TryAll()
    {
        RoomChanged = false;
        _untried.UnionWith(_pending.Keys);
    }

    /// <summary>The pod found no place; it waits for a change.</summary>
    public void Tried(Pod pod) => _untried.Remove(Ownership.KeyOf(pod));

    /// <summary>The pod's binding is stored.</summary>
    public void Bound(Pod pod, string nodeName)
    {
        var key = Ownership.KeyOf(pod);
        _pending.Remove(key);
        _untried.Remove(key);
        _assumed[key] = pod.Metadata.Uid ?? "";
        Cluster.Set(pod with { Spec = pod.Spec! with { NodeName = nodeName } });
    }

    /// <summary>Takes a change of an object the scheduler looks at.</summary>
    public void Apply(IKubernetesObject? before, IKubernetesObject? after)
    {
        switch (after ?? before)
        {
            case Pod:
                ApplyPod((Pod?)before, (Pod?)after);
                break;
            case Node node when after is null:
                Cluster.RemoveNode(node.Metadata.Name ?? "");
                break;
            case Node node:
                Cluster.Set(node);
                RoomChanged |= before is not Node old || !SamePlace(old, node);
                break;
            case Namespace value when after is null:
                Cluster.RemoveNamespace(value.Metadata.Name ?? "");
                break;
            case Namespace value:
                Cluster.Set(value);
                break;
            case Service service when after is null:
                Cluster.RemoveService(Ownership.KeyOf(service));
                break;
            case Service service:
                Cluster.Set(service);
                break;
            case ReplicaSet set when after is null:
                Cluster.RemoveReplicaSet(Ownership.KeyOf(set));
                break;
            case ReplicaSet set:
                Cluster.Set(set);
                break;
        }
    }

    private void ApplyPod(Pod? before, Pod? after)
    {
        var key = Ownership.KeyOf(after ?? before!);
        if (after is null)
        {
            Forget(key);
            Cluster.RemovePod(key);
            RoomChanged |= !string.IsNullOrEmpty(before?.Spec?.NodeName);
            return;
        }

        var isBound = !string.IsNullOrEmpty(after.Spec?.NodeName);
        if (!isBound && _assumed.TryGetValue(key, out var uid) && uid == after.Metadata.Uid)
            return;
        Cluster.Set(after);
        if (isBound || PodProgress.IsFinished(after) || after.Metadata.DeletionTimestamp is not null)
        {
            Forget(key);
            RoomChanged |= before is null || string.IsNullOrEmpty(before.Spec?.NodeName) || PodProgress.IsFinished(after) != PodProgress.IsFinished(before);
        }
        else if (after.Spec?.SchedulerName is null or "" or SchedulerName)
        {
            var isNew = !_pending.TryGetValue(key, out var known) || known.Metadata.Uid != after.Metadata.Uid;
            _pending[key] = after;
            if (isNew || (before is not null && !SameWish(before, after)))
                _untried.Add(key);
        }
    }

    private void Forget(ObjectKey key)
    {
        _pending.Remove(key);
        _untried.Remove(key);
        _assumed.Remove(key);
    }

    // Our own conditions come back as changes of the pod; only a changed wish is worth another try.
    private static bool SameWish(Pod left, Pod right) =>
        (left.Spec?.SchedulingGates?.Count ?? 0) == (right.Spec?.SchedulingGates?.Count ?? 0)
        && Same(left.Metadata.Labels, right.Metadata.Labels)
        && Same(left.Spec?.NodeSelector, right.Spec?.NodeSelector)
        && (left.Spec?.Tolerations ?? []).SequenceEqual(right.Spec?.Tolerations ?? []);

    // Heartbeats change nothing that pods could wait for.
    private static bool SamePlace(Node left, Node right) =>
        left.Spec?.Unschedulable == right.Spec?.Unschedulable
        && (left.Spec?.Taints ?? []).SequenceEqual(right.Spec?.Taints ?? [])
        && Same(left.Metadata.Labels, right.Metadata.Labels)
        && Same(left.Status?.Allocatable, right.Status?.Allocatable);

    private static bool Same<T>(IReadOnlyDictionary<string, T>? left, IReadOnlyDictionary<string, T>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(entry => right!.TryGetValue(entry.Key, out var value) && EqualityComparer<T>.Default.Equals(entry.Value, value)));
}
