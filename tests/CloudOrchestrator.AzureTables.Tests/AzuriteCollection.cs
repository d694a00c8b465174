namespace CloudOrchestrator.AzureTables.Tests;

/// <summary>Tests that share one Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    /// <summary>Its name.</summary>
    public const string Name = "azurite";
}
