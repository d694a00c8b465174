namespace CloudOrchestrator.Simulation.Checks;

/// <summary>How things of a history are called.</summary>
internal static class Sentences
{
    public static string Of(HistoryOperation operation)
    {
        var what = operation.Subresource.Length == 0 ? $"{operation.Stream} {operation.Key}" : $"{operation.Stream} {operation.Key} {operation.Subresource}";
        return $"operation {operation.Id} ({operation.User} {operation.Verb} {what} on {operation.Server}, steps {operation.InvokedStep} to {operation.AnsweredStep?.ToString() ?? "?"})";
    }

    public static string Of(HistoryWatchEvent item) => item.Type == "BOOKMARK"
        ? $"a bookmark at {item.ResourceVersion} (step {item.Step})"
        : $"{item.Type} {item.Key} at {item.ResourceVersion} (step {item.Step})";

    public static string Of(IEnumerable<LoggedObject?> states) => string.Join(", ", states.Select(state => state?.Revision.ToString() ?? "none"));
}
