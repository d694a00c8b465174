using System.Globalization;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>Orders path elements of one level as Kubernetes writes them: by text, numbers inside keys and values by size.</summary>
internal sealed class PathElementOrder : IComparer<string>
{
    private PathElementOrder()
    {
    }

    public static PathElementOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x[0] == 'f')
            return string.CompareOrdinal(x, y);
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common >= 2 && !InQuotes(x, common) && Number(x, common) is { } left && Number(y, common) is { } right && left != right)
            return left.CompareTo(right);
        return string.CompareOrdinal(x, y);
    }

    private static bool InQuotes(string text, int end)
    {
        var quoted = false;
        for (var index = 2; index < end; index++)
        {
            if (quoted && text[index] == '\\')
                index++;
            else if (text[index] == '"')
                quoted = !quoted;
        }
        return quoted;
    }

    /// <summary>The number that the character at or just before <paramref name="position"/> belongs to; null when there is none.</summary>
    private static decimal? Number(string text, int position)
    {
        var start = position;
        while (start > 2 && IsNumeric(text[start - 1]))
            start--;
        var end = start;
        while (end < text.Length && IsNumeric(text[end]))
            end++;
        return decimal.TryParse(text.AsSpan(start, end - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool IsNumeric(char character) => char.IsAsciiDigit(character) || character is '-' or '.';
}
