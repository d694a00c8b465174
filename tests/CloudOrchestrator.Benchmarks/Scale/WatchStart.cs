using System.Diagnostics;
using CloudOrchestrator.Benchmarks.Http;
using CloudOrchestrator.Benchmarks.Load;

namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>
/// From the request for a watch until it has begun to be answered. Each watch has a connection of its own, made before its clock starts, and all stay open until the last has
/// begun. The server's processor time includes the handshakes.
/// </summary>
internal static class WatchStart
{
    private const int WatchesMax = 300;

    public static ScaleStep.Cost Measure(LoadTarget target, string pathAndQuery, double seconds)
    {
        var request = target.Template("GET", pathAndQuery).Bytes;
        var latencies = new LatencyLog();
        var figures = new RowFigures();
        var began = Stopwatch.GetTimestamp();
        var processor = target.Use.Processor();
        var open = new List<LoadConnection>();
        while (latencies.Count < WatchesMax && Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
        {
            var connection = LoadConnection.Open(target.Kubeconfig);
            open.Add(connection);
            var sent = Stopwatch.GetTimestamp();
            var status = connection.Begin(request);
            if (status != 200)
                throw new IOException($"A watch was answered {status}.");
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        figures.Operations = latencies.Count;
        figures.ServerProcessor = target.Use.Processor() - processor;
        figures.Add(latencies);
        open.ForEach(connection => connection.Dispose());
        var result = figures.Result("", target.Name, 1, 0);
        return new ScaleStep.Cost(result.P50Milliseconds, result.P99Milliseconds, result.ServerMicroseconds);
    }
}
