using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>The same, with a random handler process killed every few seconds.</summary>
public sealed class DyingHandlersFixture : AzureClusterFixture
{
    private const int KillEverySeconds = 4;
    private const int Seed = 7;

    /// <inheritdoc/>
    protected override int Number => 13;

    /// <inheritdoc/>
    protected override async Task<LocalCluster> StartAsync()
    {
        var cluster = await base.StartAsync();
        await cluster.KillHandlersEveryAsync(KillEverySeconds, Seed);
        return cluster;
    }
}
