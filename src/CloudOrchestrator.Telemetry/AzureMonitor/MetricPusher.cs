using System.Runtime.CompilerServices;
using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.Telemetry.AzureMonitor;

/// <summary>Sends what the registry measured since the last time, every minute in which there was anything. A process that does nothing sends nothing.</summary>
internal sealed class MetricPusher(MetricRegistry registry, IngestionClient client, EnvelopeWriter envelopes, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConditionalWeakTable<MetricSeries, Sent> _sent = [];

    /// <summary>Works until cancelled; sends what is left then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await PushAsync(CancellationToken.None);
        }
    }

    /// <summary>Sends what is new.</summary>
    public Task PushAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var family in registry.Collect())
        {
            foreach (var series in family.Series)
                Write(family, series, now);
        }

        var items = envelopes.Count;
        return client.PostAsync(envelopes.Take(), items, cancellationToken);
    }

    private void Write(MetricFamily family, MetricSeries series, DateTimeOffset now)
    {
        var (count, sum, _) = series.Distribution();
        // What was stated once is nobody's present: by now another process may know better.
        if (family.Kind == MetricKind.Gauge && !family.IsStated)
        {
            envelopes.WriteMetric(family.Name, sum, 1, series, now);
            return;
        }

        var before = _sent.GetOrCreateValue(series);
        if (count == before.Count)
            return;
        if (family.IsStated)
            envelopes.WriteMetric(family.Name, sum, 1, series, now);
        else
            envelopes.WriteMetric(family.Name, sum - before.Sum, count - before.Count, series, now);
        (before.Count, before.Sum) = (count, sum);
    }

    private sealed class Sent
    {
        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
