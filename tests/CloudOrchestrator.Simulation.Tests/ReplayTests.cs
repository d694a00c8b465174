using System.Diagnostics;

namespace CloudOrchestrator.Simulation.Tests;

/// <summary>A seed is a run, wherever and however often it is run.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Run_SameSeedTwice_SameTrace(int seed)
    {
        var options = new SimulationOptions { Short = true };
        var first = SimulationRun.Of(seed, options);
        var again = SimulationRun.Of(seed, options);
        Assert.Equal(first.TraceHash, again.TraceHash);
        Assert.Equal(first.Steps, again.Steps);
    }

    [Fact]
    public void Run_OtherSeed_OtherTrace()
    {
        var options = new SimulationOptions { Short = true };
        Assert.NotEqual(SimulationRun.Of(7, options).TraceHash, SimulationRun.Of(8, options).TraceHash);
    }

    [Fact]
    public async Task Run_SameSeedInTwoProcesses_SameTrace() => Assert.Equal(await LastLineAsync(3009), await LastLineAsync(3009));

    private static async Task<string> LastLineAsync(int seed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CloudOrchestrator.Simulation.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--seed", $"{seed}", "--quiet"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var last = output.TrimEnd().Split('\n')[^1];
        Assert.Contains("trace ", last, StringComparison.Ordinal);
        return last;
    }
}
