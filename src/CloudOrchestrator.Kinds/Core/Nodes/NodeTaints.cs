namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>The taints by which the control plane keeps pods off sick and cordoned nodes.</summary>
internal static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";

    private const string NoSchedule = "NoSchedule";
    private const string NoExecute = "NoExecute";

    private static readonly (string Condition, string Status, string Key)[] ByCondition =
    [
        ("Ready", "False", NotReady),
        ("Ready", "Unknown", Unreachable),
        ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
        ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
    ];

    /// <summary>
    /// The node's taints as they should be: its own are kept, those that follow from conditions are added or removed. With <paramref name="mayEvict"/> false,
    /// no new taint makes pods leave.
    /// </summary>
    public static IReadOnlyList<Taint> For(Node node, IReadOnlyList<NodeCondition> conditions, bool mayEvict, DateTimeOffset now)
    {
        var wanted = new List<(string Key, string Effect)>();
        foreach (var (type, status, key) in ByCondition)
        {
            if (conditions.FirstOrDefault(condition => condition.Type == type)?.Status == status)
                wanted.Add((key, NoSchedule));
        }

        if (node.Spec?.Unschedulable == true)
            wanted.Add((Unschedulable, NoSchedule));
        wanted.AddRange(wanted.Where(taint => taint.Key is NotReady or Unreachable).Select(taint => (taint.Key, NoExecute)).ToArray());

        var current = node.Spec?.Taints ?? [];
        List<Taint> result = [.. current.Where(taint => !IsOurs(taint) || wanted.Contains((taint.Key, taint.Effect)))];
        foreach (var (key, effect) in wanted)
        {
            var exists = result.Exists(taint => taint.Key == key && taint.Effect == effect);
            if (!exists && (mayEvict || effect != NoExecute))
                result.Add(new Taint { Key = key, Effect = effect, TimeAdded = now });
        }

        return result;
    }

    private static bool IsOurs(Taint taint) =>
        (taint.Effect == NoSchedule && (taint.Key == Unschedulable || ByCondition.Any(rule => rule.Key == taint.Key)))
        || (taint.Effect == NoExecute && taint.Key is NotReady or Unreachable);
}
