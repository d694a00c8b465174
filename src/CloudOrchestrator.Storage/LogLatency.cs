using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Storage;

/// <summary>How long the log takes to answer, by operation and stream, under the name that Kubernetes' dashboards know.</summary>
internal static class LogLatency
{
    private static readonly Meter Meter = new("CloudOrchestrator.Storage");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "etcd_request_duration_seconds",
        "s",
        "Latency of requests to the log in seconds, by operation and stream.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15, 30, 60] });

    /// <summary>Measures a request that began at a timestamp.</summary>
    public static Task<T> OfAsync<T>(string operation, string stream, long began, Task<T> request) =>
        Duration.Enabled ? MeasureAsync(operation, stream, began, request) : request;

    private static async Task<T> MeasureAsync<T>(string operation, string stream, long began, Task<T> request)
    {
        try
        {
            return await request;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("operation", operation), new("type", stream));
        }
    }
}
