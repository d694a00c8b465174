namespace CloudOrchestrator.Simulation.Tests;

/// <summary>Whole clusters from fixed seeds.</summary>
public sealed class SeedTests
{
    private static readonly SimulationOptions Short = new() { Short = true };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_FixedSeed_KeepsEveryPromise(int seed) => RequireGood(SimulationRun.Of(seed));

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    [InlineData(105)]
    public void Run_FixedSeedShort_KeepsEveryPromise(int seed) => RequireGood(SimulationRun.Of(seed, Short));

    [Fact]
    public void Run_WithoutTroubles_KeepsEveryPromise() => RequireGood(SimulationRun.Of(1, Short with { Troubles = false }));

    private static void RequireGood(SimulationResult result) => Assert.True(result.FirstBroken is null, result.ToString());
}
