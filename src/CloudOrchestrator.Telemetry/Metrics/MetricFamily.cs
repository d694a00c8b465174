using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Telemetry.Metrics;

/// <summary>All series of one instrument.</summary>
public sealed class MetricFamily
{
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries> _series = new(TagComparer.Instance);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly double[]? _bounds;
    private readonly bool _isObservable;
    private readonly bool _setsValue;
    private int _count;
    private long _dropped;

    internal MetricFamily(Instrument instrument)
    {
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        Name = instrument.Name;
        Description = instrument.Description ?? "";
        Unit = instrument.Unit ?? "";
        _isObservable = instrument.IsObservable;
        var type = instrument.GetType().Name;
        Kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : MetricKind.Gauge;
        _bounds = Kind == MetricKind.Histogram ? Bounds(instrument) : null;
        _setsValue = _isObservable || type.StartsWith("Gauge", StringComparison.Ordinal);
    }

    /// <summary>The instrument's name.</summary>
    public string Name { get; }

    /// <summary>What it measures.</summary>
    public string Description { get; }

    /// <summary>Its unit, as UCUM writes it; empty for none.</summary>
    public string Unit { get; }

    /// <summary>How its values are to be read.</summary>
    public MetricKind Kind { get; }

    /// <summary>The series, in no order.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values;

    /// <summary>Upper bounds of a histogram's buckets; empty for others.</summary>
    public IReadOnlyList<double> BucketBounds => _bounds ?? [];

    /// <summary>Measurements that found no room for a series of their own.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>True for a gauge that says what somebody has stated, whenever that was.</summary>
    internal bool IsStated => _setsValue && !_isObservable;

    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out var series))
        {
            if (Volatile.Read(ref _count) >= MetricRegistry.SeriesMax)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }

            var kept = tags.ToArray();
            series = _series.GetOrAdd(kept, new MetricSeries(kept, _bounds));
            Interlocked.Increment(ref _count);
        }

        if (_setsValue)
            series.Set(value);
        else
            series.Add(value);
    }

    /// <summary>An observable instrument says everything anew each time: series it no longer names are gone.</summary>
    internal void BeginObservation()
    {
        if (!_isObservable)
            return;
        _series.Clear();
        _count = 0;
    }

    private static double[] Bounds(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } ? [.. bounds] : DefaultBounds;
}
