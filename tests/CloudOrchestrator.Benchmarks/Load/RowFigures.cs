using System.Diagnostics;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>What one row has cost and taken so far, summed over its slices.</summary>
internal sealed class RowFigures
{
    private readonly List<long> _latencies = [];

    public long Operations { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>Processor time of the server.</summary>
    public TimeSpan ServerProcessor { get; set; }

    /// <summary>Processor time of this process, which the server could not have.</summary>
    public TimeSpan ClientProcessor { get; set; }

    public long BytesSent { get; set; }

    public long BytesReceived { get; set; }

    public void Add(LatencyLog latencies) => _latencies.AddRange(latencies.Ticks);

    public RowResult Result(string row, string server, int clients, long resident)
    {
        _latencies.Sort();
        var operations = Math.Max(1, Operations);
        return new RowResult
        {
            Row = row,
            Server = server,
            Clients = clients,
            Operations = Operations,
            PerSecond = Elapsed > TimeSpan.Zero ? Operations / Elapsed.TotalSeconds : 0,
            P50Milliseconds = Quantile(0.5),
            P99Milliseconds = Quantile(0.99),
            MaxMilliseconds = Quantile(1),
            ServerMicroseconds = ServerProcessor.TotalMicroseconds / operations,
            ClientMicroseconds = ClientProcessor.TotalMicroseconds / operations,
            BytesSent = BytesSent / operations,
            BytesReceived = BytesReceived / operations,
            ResidentMegabytes = resident / 1048576.0,
        };
    }

    private double Quantile(double quantile) =>
        _latencies.Count == 0 ? 0 : Samples.Quantile(_latencies, quantile) * 1000.0 / Stopwatch.Frequency;
}
