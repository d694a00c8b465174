namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>How Jobs are listed.</summary>
internal static class JobTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "What the Job is doing, or how it ended."),
        Column.Text("Completions", "Successful pods, of those wanted."),
        Column.Text("Duration", "Time from start to completion, or until now."),
        Column.Age,
        Column.Wide("Containers", "Names of the template's containers."),
        Column.Wide("Images", "Images of the template's containers."),
        Column.Wide("Selector", "Selector of the Job's pods."),
    ];

    public static IReadOnlyList<JsonNode?> Print(Job value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        StatusOf(value),
        Completions(value),
        Duration(value.Status, now),
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.ContainerNames(value.Spec?.Template),
        Cell.ContainerImages(value.Spec?.Template),
        Cell.Selector(value.Spec?.Selector),
    ];

    private static string StatusOf(Job value)
    {
        var conditions = value.Status?.Conditions;
        if (JobConditions.IsTrue(conditions, JobConditions.Complete))
            return "Complete";
        if (JobConditions.IsTrue(conditions, JobConditions.Failed))
            return "Failed";
        if (value.Metadata.DeletionTimestamp is not null)
            return "Terminating";
        if (JobConditions.IsTrue(conditions, JobConditions.Suspended))
            return "Suspended";
        if (JobConditions.IsTrue(conditions, JobConditions.FailureTarget))
            return "FailureTarget";
        return JobConditions.IsTrue(conditions, JobConditions.SuccessCriteriaMet) ? "SuccessCriteriaMet" : "Running";
    }

    private static string Completions(Job value)
    {
        var succeeded = Cell.Digits(value.Status?.Succeeded ?? 0);
        if (value.Spec?.Completions is { } wanted)
            return $"{succeeded}/{Cell.Digits(wanted)}";
        var parallelism = value.Spec?.Parallelism ?? 0;
        return parallelism > 1 ? $"{succeeded}/1 of {Cell.Digits(parallelism)}" : $"{succeeded}/1";
    }

    private static string Duration(JobStatus? status, DateTimeOffset now) =>
        status?.StartTime is { } start ? Durations.Human((status.CompletionTime ?? now) - start) : "";
}
