namespace CloudOrchestrator.DockerEngine.Tests;

/// <summary>The tests that share one engine.</summary>
[CollectionDefinition(Name)]
public sealed class DockerEngineTests : ICollectionFixture<DockerEngineFixture>
{
    public const string Name = "docker engine";
}
