namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>How DaemonSets are listed.</summary>
internal static class DaemonSetTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Desired", "Nodes that should run the pod."),
        Column.Number("Current", "Nodes that run the pod and should."),
        Column.Number("Ready", "Nodes with a ready pod."),
        Column.Number("Up-to-date", "Nodes with a pod of the newest template."),
        Column.Number("Available", "Nodes with an available pod."),
        Column.Text("Node Selector", "Labels a node must have."),
        Column.Age,
        Column.Wide("Containers", "Names of the template's containers."),
        Column.Wide("Images", "Images of the template's containers."),
        Column.Wide("Selector", "Selector of the pods that count."),
    ];

    public static IReadOnlyList<JsonNode?> Print(DaemonSet value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Status?.DesiredNumberScheduled ?? 0,
        value.Status?.CurrentNumberScheduled ?? 0,
        value.Status?.NumberReady ?? 0,
        value.Status?.UpdatedNumberScheduled ?? 0,
        value.Status?.NumberAvailable ?? 0,
        Cell.Labels(value.Spec?.Template.Spec?.NodeSelector),
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.ContainerNames(value.Spec?.Template),
        Cell.ContainerImages(value.Spec?.Template),
        Cell.Selector(value.Spec?.Selector),
    ];
}
