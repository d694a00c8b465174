using System.Globalization;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>Consecutive changes of a stream, as the doorbell of an append names them.</summary>
internal readonly record struct ChangeRange(string Stream, long From, long To)
{
    /// <summary>The work item that says so.</summary>
    public static WorkItem ToItem(string stream, long from, long to) =>
        new(TriggeredEngine.ChangesController, new ObjectKey(stream, string.Create(CultureInfo.InvariantCulture, $"{from}-{to}")));

    /// <summary>Reads the item of a doorbell.</summary>
    /// <exception cref="FormatException">It names no range.</exception>
    public static ChangeRange Of(WorkItem item)
    {
        var parts = item.Key.Name.Split('-');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || from < 1
            || to < from)
        {
            throw new FormatException($"\"{item.Key.Name}\" names no range of changes of {item.Key.Namespace}: expected <first>-<last>");
        }

        return new(item.Key.Namespace, from, to);
    }

    /// <summary>The same changes in as few ranges as possible, in order.</summary>
    public static IEnumerable<ChangeRange> Merge(IEnumerable<ChangeRange> ranges)
    {
        ChangeRange? open = null;
        foreach (var range in ranges.OrderBy(range => range.Stream, StringComparer.Ordinal).ThenBy(range => range.From))
        {
            if (open is { } last && last.Stream == range.Stream && range.From <= last.To + 1)
            {
                open = last with { To = Math.Max(last.To, range.To) };
                continue;
            }

            if (open is not null)
                yield return open.Value;
            open = range;
        }

        if (open is not null)
            yield return open.Value;
    }
}
