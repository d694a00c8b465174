using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>A set of completion indexes, kept as intervals and written as in <c>1,3-5,7</c>. Immutable.</summary>
internal sealed class IndexSet
{
    private readonly ImmutableArray<(int First, int Last)> _intervals;

    private IndexSet(ImmutableArray<(int First, int Last)> intervals) => _intervals = intervals;

    /// <summary>No index.</summary>
    public static IndexSet Empty { get; } = new([]);

    /// <summary>Number of indexes.</summary>
    public int Count => _intervals.Sum(interval => interval.Last - interval.First + 1);

    /// <summary>Reads what <see cref="ToString"/> wrote. Indexes from <paramref name="limit"/> on and parts that cannot be read are left out.</summary>
    public static IndexSet Parse(string? text, int limit)
    {
        List<(int, int)> intervals = [];
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var bounds = part.Split('-');
            if (bounds.Length <= 2 && TryRead(bounds[0], out var first) && TryRead(bounds[^1], out var last) && first < limit && first <= last)
                intervals.Add((first, Math.Min(last, limit - 1)));
        }

        return Of(intervals);
    }

    /// <summary>The indexes, in any order, doubled or not.</summary>
    public static IndexSet Of(IEnumerable<int> indexes) => Of(indexes.Select(index => (index, index)));

    /// <summary>The indexes of both.</summary>
    public IndexSet With(IndexSet other) => other._intervals.IsEmpty ? this : Of([.. _intervals, .. other._intervals]);

    /// <summary>How many indexes both have.</summary>
    public int CountShared(IndexSet other)
    {
        int count = 0, mine = 0, theirs = 0;
        while (mine < _intervals.Length && theirs < other._intervals.Length)
        {
            var (left, right) = (_intervals[mine], other._intervals[theirs]);
            count += Math.Max(0, Math.Min(left.Last, right.Last) - Math.Max(left.First, right.First) + 1);
            if (left.Last < right.Last)
                mine++;
            else
                theirs++;
        }

        return count;
    }

    /// <summary>True when the index is in the set.</summary>
    public bool Has(int index)
    {
        int low = 0, high = _intervals.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_intervals[middle].Last < index)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _intervals.Length && _intervals[low].First <= index;
    }

    /// <summary>The lowest indexes below <paramref name="limit"/> that are not in the set, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<int> FirstMissing(int count, int limit)
    {
        List<int> missing = [];
        var candidate = 0;
        foreach (var (first, last) in _intervals.Append((limit, limit)))
        {
            for (; candidate < Math.Min(first, limit) && missing.Count < count; candidate++)
                missing.Add(candidate);
            candidate = Math.Max(candidate, last + 1);
        }

        return missing;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in _intervals)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ",")}{first}");
            if (last > first)
                text.Append(CultureInfo.InvariantCulture, $"{(last == first + 1 ? ',' : '-')}{last}");
        }

        return text.ToString();
    }

    private static bool TryRead(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static IndexSet Of(IEnumerable<(int First, int Last)> intervals)
    {
        var merged = ImmutableArray.CreateBuilder<(int First, int Last)>();
        foreach (var interval in intervals.Order())
        {
            if (merged.Count > 0 && interval.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, interval.Last));
            else
                merged.Add(interval);
        }

        return new(merged.ToImmutable());
    }
}
