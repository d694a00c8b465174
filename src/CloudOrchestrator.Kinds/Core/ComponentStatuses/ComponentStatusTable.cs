namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

/// <summary>How ComponentStatuses are listed.</summary>
internal static class ComponentStatusTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "Healthy or Unhealthy."),
        Column.Text("Message", "What the check said."),
        Column.Text("Error", "Why the check failed."),
    ];

    public static IReadOnlyList<JsonNode?> Print(ComponentStatus value, DateTimeOffset now)
    {
        var healthy = value.Conditions?.FirstOrDefault(condition => condition.Type == "Healthy");
        var status = healthy switch { null => "Unknown", { Status: "True" } => "Healthy", _ => "Unhealthy" };
        return [value.Metadata.Name, status, healthy?.Message ?? "", healthy?.Error ?? ""];
    }
}
