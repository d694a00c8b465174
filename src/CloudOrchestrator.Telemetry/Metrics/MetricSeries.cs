namespace CloudOrchestrator.Telemetry.Metrics;

/// <summary>The values of one instrument under one combination of tags.</summary>
public sealed class MetricSeries
{
    private readonly Lock _gate = new();
    private readonly double[] _bounds;
    private readonly long[] _buckets;
    private double _value;
    private long _count;

    internal MetricSeries(IReadOnlyList<KeyValuePair<string, object?>> tags, double[]? bounds)
    {
        Tags = tags;
        _bounds = bounds ?? [];
        _buckets = bounds is null ? [] : new long[bounds.Length];
    }

    /// <summary>The tags, as measured.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Tags { get; }

    /// <summary>The sum of what was measured; of a gauge, the last value.</summary>
    public double Value
    {
        get
        {
            lock (_gate)
                return _value;
        }
    }

    /// <summary>The value of a tag as text; null when the series does not have it.</summary>
    public string? Tag(string name) => Tags.FirstOrDefault(tag => tag.Key == name).Value?.ToString();

    /// <summary>Number of measurements, their sum, and how many were at most each bucket's bound.</summary>
    public (long Count, double Sum, long[] Buckets) Distribution()
    {
        lock (_gate)
        {
            var cumulative = new long[_buckets.Length];
            long running = 0;
            for (var index = 0; index < cumulative.Length; index++)
                cumulative[index] = running += _buckets[index];
            return (_count, _value, cumulative);
        }
    }

    internal void Add(double value)
    {
        var bucket = Array.BinarySearch(_bounds, value);
        bucket = bucket < 0 ? ~bucket : bucket;
        lock (_gate)
        {
            _value += value;
            _count++;
            if (bucket < _buckets.Length)
                _buckets[bucket]++;
        }
    }

    internal void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
            _count++;
        }
    }
}
