using CloudOrchestrator.Benchmarks.Load;

namespace CloudOrchestrator.Benchmarks.Tests;

/// <summary>Every row of the load program does its work on a real control plane. How fast is not asked.</summary>
public sealed class LoadBenchmarkTests(RunningControlPlane controlPlane) : IClassFixture<RunningControlPlane>
{
    public static TheoryData<string> Rows() => new(LoadRows.All.Select(row => row.Name).Where(row => row != "watches-10000"));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Run_EachRow_MeasuresOperations(string row)
    {
        var report = new LoadBenchmark(Options(row)).Run();
        var result = Assert.Single(report.Results);
        Assert.Null(result.Missing);
        Assert.Equal(row, result.Row);
        Assert.True(result.Operations > 0);
        Assert.True(result.P50Milliseconds > 0 && result.P99Milliseconds >= result.P50Milliseconds);
        Assert.True(result.PerSecond > 0);
    }

    [Fact]
    public void Run_AgainstAnother_MeasuresBothAndSaysWhichIsWhich()
    {
        var report = new LoadBenchmark(Options("get-pod") with { Against = controlPlane.Kubeconfig }).Run();
        Assert.Equal(["A", "other"], report.Results.Select(result => result.Server));
        Assert.All(report.Results, result => Assert.True(result.Operations > 0));
    }

    [Fact]
    public void Run_RequestRefused_SaysWhyInsteadOfCounting()
    {
        var target = new LoadTarget("A", Benchmarks.Http.Kubeconfig.Load(controlPlane.Kubeconfig), new Benchmarks.Servers.ProcessUse([]), "bench-refused");
        var request = target.Template("GET", "/api/v1/namespaces/default/configmaps/no-such");
        using var run = new RequestRun(target, 1, () => () => request.Bytes);
        var refused = Assert.Throws<IOException>(() => run.Run(TimeSpan.FromSeconds(30), measured: true));
        Assert.Contains("404", refused.Message, StringComparison.Ordinal);
    }

    private LoadBenchmarkOptions Options(string row) => new()
    {
        Kubeconfig = controlPlane.Kubeconfig,
        Program = "",
        Home = "",
        Rows = [row],
        Settings = new LoadSettings { Clients = 4, Duration = TimeSpan.FromSeconds(0.5), Nodes = 5, Pods = 20, PretendsNodes = true },
    };
}
