namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>
/// What Kubernetes 1.32.6 did (kube-apiserver, etcd, scheduler and controller manager with their defaults but for raised client limits; 2 cores, JSON, TLS, 32 connections)
/// and what we want to reach. Measured on another machine: ratios to it are an orientation, no measurement.
/// </summary>
/// <param name="PerSecond">Its rate; 0 where a duration is compared.</param>
/// <param name="P50Milliseconds">Its median; 0 where a rate is compared.</param>
/// <param name="P99Milliseconds">Its 99th percentile, where known.</param>
/// <param name="Megabytes">Its resident memory, where that is compared.</param>
/// <param name="Wanted">The target, in words.</param>
/// <param name="Reached">Whether a result meets the target.</param>
internal sealed record Reference(double PerSecond, double P50Milliseconds, double P99Milliseconds, double Megabytes, string Wanted, Func<RowResult, bool> Reached)
{
    private static readonly Dictionary<string, Reference> Known = new()
    {
        ["create"] = new(1700, 0, 109, 0, "≥ 17,000/s, p99 ≤ 22 ms", static row => row is { PerSecond: >= 17_000, P99Milliseconds: <= 21.8 }),
        ["create-1"] = new(540, 1.5, 0, 0, "≥ 1,080/s", static row => row.PerSecond >= 1080),
        ["patch"] = new(1190, 0, 0, 0, "≥ 11,900/s", static row => row.PerSecond >= 11_900),
        ["delete"] = new(1330, 0, 0, 0, "≥ 13,300/s", static row => row.PerSecond >= 13_300),
        ["create-pod"] = new(880, 0, 0, 0, "≥ 8,800/s", static row => row.PerSecond >= 8800),
        ["get-pod"] = new(3060, 0, 0, 0, "≥ 30,600/s", static row => row.PerSecond >= 30_600),
        ["list-pods"] = new(0, 84, 0, 0, "≤ 8 ms", static row => row.P50Milliseconds <= 8),
        ["watch-1"] = new(0, 1.4, 0, 0, "p50 ≤ 0.5 ms", static row => row.P50Milliseconds <= 0.5),
        ["watch-50"] = new(0, 2.2, 0, 0, "p50 ≤ 1 ms", static row => row.P50Milliseconds <= 1),
        ["deployment"] = new(79, 0, 0, 0, "≥ 2,000/s", static row => row.PerSecond >= 2000),
        ["start"] = new(0, 2700, 0, 0, "≤ 500 ms", static row => row.P50Milliseconds <= 500),
        ["memory-idle"] = new(0, 0, 0, 450, "≤ 90 MB", static row => row.ResidentMegabytes <= 90),
        ["memory-loaded"] = new(0, 0, 0, 1790, "≤ 350 MB", static row => row.ResidentMegabytes <= 350),
    };

    /// <summary>What is known of a row, or null.</summary>
    public static Reference? Of(string row) => Known.GetValueOrDefault(row);

    /// <summary>How many times better a result is.</summary>
    public double Ratio(RowResult result) =>
        PerSecond > 0 ? result.PerSecond / PerSecond
        : P50Milliseconds > 0 ? P50Milliseconds / result.P50Milliseconds
        : Megabytes / result.ResidentMegabytes;

    /// <summary>How many times better one result of this row is than another.</summary>
    public double Ratio(RowResult result, RowResult other) =>
        PerSecond > 0 ? result.PerSecond / other.PerSecond
        : P50Milliseconds > 0 ? other.P50Milliseconds / result.P50Milliseconds
        : other.ResidentMegabytes / result.ResidentMegabytes;
}
