using Xunit;

namespace CloudOrchestrator.Testing.Clusters;

/// <summary>One cluster of two nodes for all tests of a class, started by the first that runs.</summary>
public class ClusterFixture : IAsyncLifetime
{
    private Task<LocalCluster>? _starting;

    /// <summary>Keeps clusters that run at once apart.</summary>
    protected virtual int Number => 11;

    /// <summary>True for a control plane that runs as Azure Functions.</summary>
    protected virtual bool Azure => false;

    /// <summary>The running cluster.</summary>
    public Task<LocalCluster> StartedAsync() => _starting ??= StartAsync();

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_starting is { IsCompletedSuccessfully: true })
            await (await _starting).DisposeAsync();
    }

    /// <summary>Starts the cluster.</summary>
    protected virtual Task<LocalCluster> StartAsync() => LocalCluster.StartAsync(Number, nodes: 2, Azure);
}
