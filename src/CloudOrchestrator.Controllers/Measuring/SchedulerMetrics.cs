using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>What the scheduler achieves, under Kubernetes' metric names.</summary>
internal static class SchedulerMetrics
{
    private static readonly Meter Meter = new("CloudOrchestrator.Controllers.Scheduler");

    private static readonly KeyValuePair<string, object?> Profile = new("profile", "default-scheduler");

    private static readonly Gauge<long> Pending = Meter.CreateGauge<long>(
        "scheduler_pending_pods", description: "Pods without a node: not tried yet (active), or tried and without a place (unschedulable).");

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "scheduler_schedule_attempts_total", description: "Attempts to place a pod, by result.");

    private static readonly Histogram<double> AttemptDuration = Meter.CreateHistogram(
        "scheduler_scheduling_attempt_duration_seconds",
        "s",
        "From the decision's beginning until the pod's result is stored. Pods are decided together.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1, 2, 4, 8, 16] });

    /// <summary>A pod has a node.</summary>
    public static void Scheduled(TimeSpan taken) => Attempted("scheduled", taken);

    /// <summary>A pod fits nowhere.</summary>
    public static void Unschedulable(TimeSpan taken) => Attempted("unschedulable", taken);

    /// <summary>A pod's binding was refused.</summary>
    public static void Failed(TimeSpan taken) => Attempted("error", taken);

    /// <summary>So many pods wait now.</summary>
    public static void Waiting(int untried, int tried)
    {
        Pending.Record(untried, new KeyValuePair<string, object?>("queue", "active"));
        Pending.Record(tried, new KeyValuePair<string, object?>("queue", "unschedulable"));
    }

    private static void Attempted(string result, TimeSpan taken)
    {
        var tag = new KeyValuePair<string, object?>("result", result);
        Attempts.Add(1, tag, Profile);
        AttemptDuration.Record(taken.TotalSeconds, tag, Profile);
    }
}
