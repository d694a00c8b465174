namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>How Deployments are listed.</summary>
internal static class DeploymentTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Ready", "Ready replicas of those asked for."),
        Column.Number("Up-to-date", "Replicas of the newest template."),
        Column.Number("Available", "Replicas ready for at least minReadySeconds."),
        Column.Age,
        Column.Wide("Containers", "Names of the template's containers."),
        Column.Wide("Images", "Images of the template's containers."),
        Column.Wide("Selector", "Selector of the pods that count."),
    ];

    public static IReadOnlyList<JsonNode?> Print(Deployment value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        $"{Cell.Digits(value.Status?.ReadyReplicas ?? 0)}/{Cell.Digits(value.Spec?.Replicas ?? 0)}",
        value.Status?.UpdatedReplicas ?? 0,
        value.Status?.AvailableReplicas ?? 0,
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.ContainerNames(value.Spec?.Template),
        Cell.ContainerImages(value.Spec?.Template),
        Cell.Selector(value.Spec?.Selector),
    ];
}
