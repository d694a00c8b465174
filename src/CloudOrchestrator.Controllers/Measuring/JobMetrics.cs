using System.Diagnostics.Metrics;
using CloudOrchestrator.Kinds.Batch.Jobs;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>What the controller of Jobs does, under Kubernetes' metric names.</summary>
internal static class JobMetrics
{
    /// <summary>The controller's name.</summary>
    public const string Controller = "job-controller";

    private static readonly Meter Meter = new("CloudOrchestrator.Controllers.Jobs");

    private static readonly Counter<long> Syncs = Meter.CreateCounter<long>("job_controller_job_syncs_total", description: "Looks at a Job, by what they did.");

    private static readonly Histogram<double> SyncDuration = Meter.CreateHistogram(
        "job_controller_job_sync_duration_seconds",
        "s",
        "How long a look at a Job took.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048, 4.096, 8.192, 16.384, 32.768, 65.536],
        });

    private static readonly Counter<long> Finished = Meter.CreateCounter<long>(
        "job_controller_jobs_finished_total", description: "Jobs that came to their end; without a reason those that succeeded.");

    private static readonly Counter<long> PodsFinished = Meter.CreateCounter<long>(
        "job_controller_job_pods_finished_total", description: "Pods of Jobs that ended and are counted.");

    private static readonly Counter<long> PodsCreated = Meter.CreateCounter<long>(
        "job_controller_job_pods_creation_total", description: "Pods made for Jobs, by why and whether the API took them.");

    /// <summary>A look at a Job that began at a timestamp has come to a decision; null when it is not the controller's. Dispose it when the decision is carried out.</summary>
    public static JobSyncMeasure? Begin(Job job, Decision decision, TimeProvider time, long began) =>
        JobReconciler.LooksAfter(job) ? new JobSyncMeasure(job, decision, time, began) : null;

    /// <summary>A look has ended.</summary>
    public static void Synced(string mode, bool success, string action, TimeSpan taken)
    {
        KeyValuePair<string, object?>[] tags = [Mode(mode), new("result", success ? "success" : "error"), new("action", action)];
        Syncs.Add(1, tags);
        SyncDuration.Record(taken.TotalSeconds, tags);
    }

    /// <summary>A Job has come to its end; <paramref name="failure"/>: why it failed, null when it succeeded.</summary>
    public static void Ended(string mode, string? failure) =>
        Finished.Add(1, Mode(mode), new("result", failure is null ? "succeeded" : "failed"), new("reason", failure ?? ""));

    /// <summary>So many pods of a Job have ended.</summary>
    public static void PodsEnded(string mode, bool success, int count)
    {
        if (count > 0)
            PodsFinished.Add(count, Mode(mode), new("result", success ? "succeeded" : "failed"));
    }

    /// <summary>A pod was made, or refused.</summary>
    public static void PodMade(string reason, bool success) => PodsCreated.Add(1, new("reason", reason), new("status", success ? "succeeded" : "failed"));

    private static KeyValuePair<string, object?> Mode(string mode) => new("completion_mode", mode);
}
