using System.Diagnostics.Metrics;

namespace CloudOrchestrator.NodeAgent.Measuring;

/// <summary>What the agent measures, under the names of Kubernetes' agent.</summary>
internal static class AgentMetrics
{
    private static readonly Meter Meter = new("CloudOrchestrator.NodeAgent");

    private static readonly UpDownCounter<int> RunningPods = Meter.CreateUpDownCounter<int>(
        "kubelet_running_pods", description: "Pods with a running sandbox.");

    private static readonly Histogram<double> PodStartDuration = Meter.CreateHistogram(
        "kubelet_pod_start_duration_seconds",
        "s",
        "From when the agent first sees a pod until it runs.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 45, 60, 120, 180, 240, 300, 360, 480, 600, 900, 1200, 1800, 2700, 3600],
        });

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "kubelet_runtime_operations_total", description: "Operations asked of the container engine, by type.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "kubelet_runtime_operations_errors_total", description: "Operations of the container engine that failed, by type.");

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "kubelet_runtime_operations_duration_seconds",
        "s",
        "How long operations of the container engine took, by type.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.0125, 0.03125, 0.078, 0.195, 0.488, 1.22, 3.05, 7.63, 19.1, 47.7, 119, 298, 745] });

    /// <summary>One pod more or less has a running sandbox.</summary>
    public static void Running(int change) => RunningPods.Add(change);

    /// <summary>A pod has begun to run.</summary>
    public static void Started(TimeSpan taken) => PodStartDuration.Record(taken.TotalSeconds);

    /// <summary>An operation of the engine has ended.</summary>
    public static void Operated(string type, TimeSpan taken, bool failed)
    {
        var tag = new KeyValuePair<string, object?>("operation_type", type);
        Operations.Add(1, tag);
        OperationDuration.Record(taken.TotalSeconds, tag);
        if (failed)
            Errors.Add(1, tag);
    }
}
