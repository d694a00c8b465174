using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Telemetry.Metrics;

/// <summary>
/// Adds up what this process measures with the meters named <c>CloudOrchestrator…</c>, for the metrics endpoint and for the bill. Recording is cheap and never waits; the number
/// of series per instrument is bounded, and what does not fit is counted.
/// </summary>
public sealed class MetricRegistry : IDisposable
{
    /// <summary>Prefix of the names of the meters listened to.</summary>
    public const string MeterPrefix = "CloudOrchestrator";

    /// <summary>Most combinations of tags kept per instrument.</summary>
    public const int SeriesMax = 5_000;

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _observing = new();

    /// <summary>Begins to listen.</summary>
    public MetricRegistry()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, static published => new MetricFamily(published)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far, by instrument; observable instruments are asked now.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_observing)
        {
            foreach (var family in _families.Values)
                family.BeginObservation();
            _listener.RecordObservableInstruments();
        }

        return [.. _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)];
    }

    /// <summary>The sum over all series of an instrument whose tags satisfy the condition; 0 for one that has measured nothing.</summary>
    public double Sum(string name, Func<MetricSeries, bool>? where = null) =>
        _families.Values.Where(family => family.Name == name).SelectMany(family => family.Series).Where(series => where?.Invoke(series) ?? true).Sum(series => series.Value);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
