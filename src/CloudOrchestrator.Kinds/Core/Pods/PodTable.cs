namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>How Pods are listed.</summary>
internal static class PodTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Ready", "Ready containers of all."),
        Column.Text("Status", "Summary of phase, conditions and container states."),
        Column.Text("Restarts", "How often containers restarted, and when last."),
        Column.Age,
        Column.Wide("IP", "Address of the pod."),
        Column.Wide("Node", "Node the pod runs on."),
        Column.Wide("Nominated Node", "Node being freed for the pod."),
        Column.Wide("Readiness Gates", "Readiness gates that are satisfied, of all."),
    ];

    public static IReadOnlyList<JsonNode?> Print(Pod value, DateTimeOffset now)
    {
        var summary = PodSummary.Of(value);
        var restarts = Cell.Digits(summary.Restarts);
        if (summary is { Restarts: > 0, LastRestart: { } lastRestart })
            restarts = $"{restarts} ({Cell.Age(lastRestart, now)} ago)";
        return
        [
            value.Metadata.Name,
            $"{Cell.Digits(summary.ReadyContainers)}/{Cell.Digits(summary.Containers)}",
            summary.Status,
            restarts,
            Cell.Age(value.Metadata.CreationTimestamp, now),
            Cell.OrNone(value.Status?.PodIPs is [var first, ..] ? first.Ip : null),
            Cell.OrNone(value.Spec?.NodeName),
            Cell.OrNone(value.Status?.NominatedNodeName),
            ReadinessGates(value),
        ];
    }

    private static string ReadinessGates(Pod pod)
    {
        if (pod.Spec?.ReadinessGates is not { Count: > 0 } gates)
            return Cell.None;
        var satisfied = gates.Count(gate => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == gate.ConditionType) is { Status: "True" });
        return $"{Cell.Digits(satisfied)}/{Cell.Digits(gates.Count)}";
    }
}
