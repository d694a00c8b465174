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

    private static TimeSpan Quantile(TimeSpan[] sorted, double quantile) => sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(quantile * sorted.Length) - 1)];

    private static string Text(TimeSpan duration) => $"{duration.TotalMilliseconds:0.0} ms";
}
