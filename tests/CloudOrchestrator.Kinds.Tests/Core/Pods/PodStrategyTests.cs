using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class PodStrategyTests
{
    private static readonly KindDescriptor Kind = KindRegistry.BuiltIn().Find(new ResourceName("", "v1", "pods"))!;

    [Theory]
    [InlineData("n1", "Running", null, true, 30)]
    [InlineData("n1", "Running", 5L, true, 5)]
    [InlineData("n1", "Running", 0L, false, 0)]
    [InlineData("n1", "Running", -1L, true, 1)]
    [InlineData("", "Pending", null, false, 0)]
    [InlineData("", "Pending", 60L, false, 0)]
    [InlineData("n1", "Succeeded", null, false, 0)]
    [InlineData("n1", "Failed", 10L, false, 0)]
    public void BeginDeletion_Pod_GetsItsGrace(string node, string phase, long? requested, bool graceful, long seconds)
    {
        var pod = new JsonObject
        {
            ["spec"] = new JsonObject { ["nodeName"] = node, ["terminationGracePeriodSeconds"] = 30 },
            ["status"] = new JsonObject { ["phase"] = phase },
        };
        Assert.Equal(new DeletionStart(graceful, seconds), Kind.BeginDeletion(pod, requested));
    }

    [Fact]
    public void PrepareForStatusUpdate_OwnerReferences_StayAsTheyWere()
    {
        var old = JsonNode.Parse("""{"metadata":{"name":"a","ownerReferences":[{"uid":"1"}]},"spec":{"nodeName":"n"}}""")!.AsObject();
        var value = JsonNode.Parse("""{"metadata":{"name":"a"},"spec":{"nodeName":"other"},"status":{"phase":"Running"}}""")!.AsObject();
        Kind.PrepareForStatusUpdate(value, old);
        Assert.Equal("1", (string?)value["metadata"]!["ownerReferences"]![0]!["uid"]);
        Assert.Equal("n", (string?)value["spec"]!["nodeName"]);
        Assert.Equal("Running", (string?)value["status"]!["phase"]);
    }
}
