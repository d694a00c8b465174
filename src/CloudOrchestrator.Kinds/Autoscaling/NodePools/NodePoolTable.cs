namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>How NodePools are listed.</summary>
internal static class NodePoolTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Ready", "Whether the scale set can be read and changed."),
        Column.Number("Min", "Fewest nodes allowed."),
        Column.Number("Max", "Most nodes allowed."),
        Column.Number("Desired", "Machines asked for."),
        Column.Number("Nodes", "Nodes that have joined."),
        Column.Text("Spot", "Whether the cloud may take the machines back."),
        Column.Text("Last Scale", "Time since the number of machines last changed."),
        Column.Age,
        Column.Wide("Scale Set", "The virtual machine scale set."),
    ];

    public static IReadOnlyList<JsonNode?> Print(NodePool value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status ?? "Unknown",
        value.Spec?.Min ?? 0,
        value.Spec?.Max ?? 0,
        value.Status?.Desired ?? 0,
        value.Status?.Replicas ?? 0,
        value.Spec?.Spot == true ? "true" : "false",
        value.Status?.LastScaleTime is { } time ? Durations.Human(now - time) : Cell.None,
        Cell.Age(value.Metadata.CreationTimestamp, now),
        (value.Spec?.ScaleSet ?? "").Split('/')[^1],
    ];
}
