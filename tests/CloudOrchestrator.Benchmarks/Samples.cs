using System.Collections.Concurrent;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks;

/// <summary>Durations of one row of a table.</summary>
internal sealed class Samples(string name)
{
    private readonly ConcurrentBag<TimeSpan> _durations = [];

    public void Add(TimeSpan duration) => _durations.Add(duration);

    public void AddTo(Table table, TimeSpan total)
    {
        var sorted = _durations.Order().ToArray();
        table.AddRow(name, $"{sorted.Length}", $"{sorted.Length / total.TotalSeconds:0.0}/s", Text(Quantile(sorted, 0.5)), Text(Quantile(sorted, 0.99)), Text(sorted[^1]));
    }

    public static Table Table(string title) => new Table { Title = new TableTitle(title) }.AddColumns("work", "count", "rate", "p50", "p99", "max");

    /// <summary>The smallest of the values that at least this share of them does not exceed.</summary>
    public static T Quantile<T>(IReadOnlyList<T> sorted, double quantile) => sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Count) - 1)];

    private static string Text(TimeSpan duration) => $"{duration.TotalMilliseconds:0.0} ms";
}
