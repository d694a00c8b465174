using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests.Apps.Deployments;

public sealed class DeploymentKindTests
{
    private static readonly KindDescriptor Kind = KindRegistry.BuiltIn().Find(new ResourceName("apps", "v1", "deployments"))!;

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"a":"b"}},"spec":{"replicas":1}}""", true)]
    [InlineData("""{"metadata":{"labels":{"a":"b"}},"spec":{"replicas":1}}""", false)]
    [InlineData("""{"metadata":{},"spec":{"replicas":2}}""", true)]
    [InlineData("""{"metadata":{},"spec":{"replicas":1},"status":{"replicas":1}}""", false)]
    public void ChangesGeneration_Update_CountsSpecAndAnnotations(string updated, bool expected)
    {
        var old = JsonNode.Parse("""{"metadata":{},"spec":{"replicas":1}}""")!.AsObject();
        Assert.Equal(expected, Kind.ChangesGeneration(JsonNode.Parse(updated)!.AsObject(), old));
    }
}
