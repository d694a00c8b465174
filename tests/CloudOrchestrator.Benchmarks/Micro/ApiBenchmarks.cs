using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using CloudOrchestrator.Benchmarks.Load;

namespace CloudOrchestrator.Benchmarks.Micro;

/// <summary>The request path without network and disk: JSON in, stored, answered.</summary>
public class ApiBenchmarks
{
    private const string Pods = "/api/v1/namespaces/bench/pods";
    private static readonly byte[] Change = """{"metadata":{"annotations":{"turn":"x"}}}"""u8.ToArray();
    private readonly InProcessApi _api = new();
    private int _next;

    /// <summary>Pods that there are when lists are measured.</summary>
    private const int Held = 5000;

    // In this process setups are not awaited: https://github.com/dotnet/BenchmarkDotNet/issues/1738
    [GlobalSetup]
    public void Fill() => FillAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Close() => _api.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task FillAsync()
    {
        await _api.StartAsync();
        for (var pod = 0; pod < Held; pod++)
            await CreatePod();
    }

    [Benchmark]
    public Task CreatePod()
    {
        var name = Interlocked.Increment(ref _next).ToString("D8", CultureInfo.InvariantCulture);
        return _api.SendAsync("POST", Pods, Encoding.UTF8.GetBytes(Bodies.OwnPod.Replace("########", name, StringComparison.Ordinal)));
    }

    [Benchmark]
    public Task GetPod() => _api.SendAsync("GET", $"{Pods}/pod-00000042");

    [Benchmark]
    public Task PatchPod()
    {
        Change[^5] = (byte)('a' + (Interlocked.Increment(ref _next) % 26));
        return _api.SendAsync("PATCH", $"{Pods}/pod-00000042", Change, "application/merge-patch+json");
    }

    [Benchmark]
    public Task ListLimit500() => _api.SendAsync("GET", Pods, query: "?limit=500");

    [Benchmark]
    public Task List5000() => _api.SendAsync("GET", Pods, query: "?limit=5000");
}
