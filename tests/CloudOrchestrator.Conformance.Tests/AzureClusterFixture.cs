using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>A cluster whose control plane runs as Azure Functions, on Azurite and the emulators.</summary>
public class AzureClusterFixture : ClusterFixture
{
    /// <inheritdoc/>
    protected override int Number => 12;

    /// <inheritdoc/>
    protected override bool Azure => true;
}
