using System.Diagnostics.Metrics;

namespace CloudOrchestrator.WorkQueues;

/// <summary>
/// What work does between being asked for and being done, by controller, under Kubernetes' metric names. Whoever hands items to handlers says what happens to
/// them; names must be those of controllers that exist, so that their number is bounded.
/// </summary>
public static class WorkQueueMetrics
{
    private static readonly Meter Meter = new("CloudOrchestrator.WorkQueues");

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300] };

    private static readonly UpDownCounter<long> Depth = Meter.CreateUpDownCounter<long>("workqueue_depth", description: "Items waiting in this process.");

    private static readonly Counter<long> Adds = Meter.CreateCounter<long>("workqueue_adds_total", description: "Items taken on.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("workqueue_retries_total", description: "Items to be tried again.");

    private static readonly Histogram<double> QueueDuration = Meter.CreateHistogram(
        "workqueue_queue_duration_seconds", "s", "How long an item waited before its work began.", advice: Buckets);

    private static readonly Histogram<double> WorkDuration = Meter.CreateHistogram(
        "workqueue_work_duration_seconds", "s", "How long the work on an item took.", advice: Buckets);

    /// <summary>An item waits from now on.</summary>
    public static void Added(string name)
    {
        Adds.Add(1, Tag(name));
        Depth.Add(1, Tag(name));
    }

    /// <summary>Work on an item that has waited this long begins.</summary>
    public static void Begun(string name, TimeSpan waited)
    {
        Depth.Add(-1, Tag(name));
        Waited(name, waited);
    }

    /// <summary>An item waits no more, and its work does not begin.</summary>
    public static void Dropped(string name) => Depth.Add(-1, Tag(name));

    /// <summary>Something has waited this long outside this process.</summary>
    public static void Waited(string name, TimeSpan waited) => QueueDuration.Record(waited.TotalSeconds, Tag(name));

    /// <summary>Work on an item has ended, well or not.</summary>
    public static void Ended(string name, TimeSpan worked) => WorkDuration.Record(worked.TotalSeconds, Tag(name));

    /// <summary>An item is to be tried again later.</summary>
    public static void Retried(string name) => Retries.Add(1, Tag(name));

    private static KeyValuePair<string, object?> Tag(string name) => new("name", name);
}
