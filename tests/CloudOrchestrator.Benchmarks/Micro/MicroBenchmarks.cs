using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CloudOrchestrator.Benchmarks.Micro;

/// <summary>Runs the micro-benchmarks: time and allocated bytes per operation.</summary>
internal static class MicroBenchmarks
{
    private static readonly Type[] All = [typeof(ApiBenchmarks), typeof(WatchBenchmarks), typeof(DecisionBenchmarks)];

    /// <param name="filter">Part of a name, as <c>CreatePod</c> or <c>Watch</c>; empty for all.</param>
    public static int Run(string filter)
    {
        // In this process: otherwise each benchmark is built as a project of its own, which takes longer than measuring it.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(4);
        var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(BuiltPrograms.Home, "micro"));
        var summaries = new BenchmarkSwitcher(All).Run(["--filter", $"*{filter}*"], config);
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
