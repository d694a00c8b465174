using System.Text.Json;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>One call of a revision log. Times are of a clock that all writers share and that never goes back.</summary>
/// <param name="Id">Names the call within its history.</param>
/// <param name="Verb">What was asked.</param>
/// <param name="Stream">Of which stream.</param>
/// <param name="After">The head an append expects, or the revision a read starts after.</param>
/// <param name="Began">When it was asked.</param>
/// <param name="Ended">When it was answered; null while it was not.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Head">The head answered, the last revision of an append or read, or the revision of a state.</param>
/// <param name="Entries">The records appended or read, or the objects of a state.</param>
public sealed record LogOperation(
    string Id, LogVerb Verb, string Stream, long After, long Began, long? Ended, LogAnswer Answer, long Head, IReadOnlyList<LogEntry> Entries)
{
    /// <summary>One line of text, for the pipe out of a process that may be killed.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Reads a line; null when it was cut short.</summary>
    public static LogOperation? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<LogOperation>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The calls of lines in which each was told when it began and again when it ended: the later line counts.</summary>
    public static IReadOnlyList<LogOperation> Merge(IEnumerable<LogOperation> told)
    {
        var operations = new Dictionary<string, LogOperation>();
        foreach (var operation in told)
        {
            if (operation.Ended is not null || !operations.ContainsKey(operation.Id))
                operations[operation.Id] = operation;
        }

        return [.. operations.Values];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Verb} {Stream} after {After}: {Answer})";
}
