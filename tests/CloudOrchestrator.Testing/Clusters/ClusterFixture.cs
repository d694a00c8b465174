using Xunit;

namespace CloudOrchestrator.Testing.Clusters;

/// <summary>One cluster of two nodes for all tests of a class, started by the first that runs.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private Task<LocalCluster>? _starting;

    /// <summary>The running cluster.</summary>
    public Task<LocalCluster> StartedAsync() => _starting ??= LocalCluster.StartAsync(number: 11, nodes: 2);

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_starting is { IsCompletedSuccessfully: true })
            await (await _starting).DisposeAsync();
    }
}
