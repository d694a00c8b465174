using System.Globalization;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Checks texts that name completion indexes, such as <c>1,3-5,7</c>.</summary>
internal static class IndexFormat
{
    /// <summary>What is wrong with the text, or null; <paramref name="total"/> is the number of indexes, 0 when something is wrong.</summary>
    public static string? Check(string text, int completions, out int total)
    {
        total = 0;
        if (text.Length == 0)
            return null;
        int sum = 0, previous = -1;
        foreach (var part in text.Split(','))
        {
            if (Read(part, completions, out var first, out var last) is { } fault)
                return fault;
            if (previous >= first)
                return NotIncreasing(previous, first);
            sum += last - first + 1;
            previous = last;
        }

        total = sum;
        return null;
    }

    /// <summary>The first index that both texts name, if their parts can be read; else null.</summary>
    public static int? FirstShared(string left, string right, int completions)
    {
        var theirs = Readable(right, completions);
        foreach (var (first, last) in Readable(left, completions))
        {
            foreach (var other in theirs)
            {
                if (first <= other.Last && other.First <= last)
                    return Math.Max(first, other.First);
            }
        }

        return null;
    }

    private static List<(int First, int Last)> Readable(string text, int completions)
    {
        List<(int, int)> intervals = [];
        foreach (var part in text.Split(','))
        {
            if (Read(part, completions, out var first, out var last) is null)
                intervals.Add((first, last));
        }

        return intervals;
    }

    private static string? Read(string part, int completions, out int first, out int last)
    {
        (first, last) = (0, 0);
        var bounds = part.Split('-');
        if (bounds.Length > 2)
            return $"the fragment \"{part}\" violates the requirement that an index interval can have at most two parts separated by '-'";
        if (ReadOne(bounds[0], completions, out first) is { } fault)
            return fault;
        last = first;
        if (bounds.Length == 1)
            return null;
        if (ReadOne(bounds[1], completions, out last) is { } second)
            return second;
        return first >= last ? NotIncreasing(first, last) : null;
    }

    private static string? ReadOne(string text, int completions, out int index)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
            return $"cannot convert string to integer for index: \"{text}\"";
        return index >= completions ? $"too large index: \"{text}\"" : null;
    }

    private static string NotIncreasing(int previous, int current) =>
        string.Create(CultureInfo.InvariantCulture, $"non-increasing order, previous: {previous}, current: {current}");
}
