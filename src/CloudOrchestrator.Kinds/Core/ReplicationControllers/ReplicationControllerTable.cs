namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>How ReplicationControllers are listed.</summary>
internal static class ReplicationControllerTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Desired", "Replicas asked for."),
        Column.Number("Current", "Replicas that exist."),
        Column.Number("Ready", "Replicas that are ready."),
        Column.Age,
        Column.Wide("Containers", "Names of the template's containers."),
        Column.Wide("Images", "Images of the template's containers."),
        Column.Wide("Selector", "Labels of the pods that count."),
    ];

    public static IReadOnlyList<JsonNode?> Print(ReplicationController value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec?.Replicas ?? 0,
        value.Status?.Replicas ?? 0,
        value.Status?.ReadyReplicas ?? 0,
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.ContainerNames(value.Spec?.Template),
        Cell.ContainerImages(value.Spec?.Template),
        Cell.Labels(value.Spec?.Selector),
    ];
}
