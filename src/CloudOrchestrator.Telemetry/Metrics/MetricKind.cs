namespace CloudOrchestrator.Telemetry.Metrics;

/// <summary>How values of an instrument are to be read.</summary>
public enum MetricKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>How often values fell into buckets.</summary>
    Histogram,
}
