using System.Text.RegularExpressions;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>Keys that a filter can match at all, so that not every row has to be looked at.</summary>
internal sealed partial record KeyRange((string, string) First, (string, string)? Last)
{
    public static KeyRange All { get; } = new(("", ""), null);

    /// <summary>The range of a filter that is only a conjunction and names its partition.</summary>
    public static KeyRange Of(string? filter)
    {
        if (filter is null || Other().IsMatch(filter) || Partition().Match(filter) is not { Success: true } partition)
            return All;
        var key = Plain(partition);
        return new((key, Row().Matches(filter).FirstOrDefault(match => match.Groups[1].Value is "ge" or "gt") is { } low ? Plain(low, 2) : ""), (key, "\uffff"));
    }

    private static string Plain(Match match, int group = 1) => match.Groups[group].Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(or|not)\b|\(")]
    private static partial Regex Other();

    [GeneratedRegex(@"\bPartitionKey eq '((?:[^']|'')*)'")]
    private static partial Regex Partition();

    [GeneratedRegex(@"\bRowKey (ge|gt) '((?:[^']|'')*)'")]
    private static partial Regex Row();
}
