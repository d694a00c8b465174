using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class NodeCidrReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_NewNodes_GetDifferentParts()
    {
        foreach (var name in (string[])["a", "b", "c"])
            _world.Put(Build.Node(name));
        _world.Put(Build.Node("old") with { Spec = new NodeSpec { PodCIDR = "10.244.1.0/24" } });

        Assert.Null(_world.Apply(Decide("10.244.0.0/16").Actions));

        Assert.Equal(
            ["10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24", "10.244.3.0/24"],
            _world.List<Node>().Select(node => node.Spec!.PodCIDR!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decide_RangeUsedUp_SaysSo()
    {
        _world.Put(Build.Node("a") with { Spec = new NodeSpec { PodCIDR = "10.0.0.0/24" } });
        _world.Put(Build.Node("b"));

        var told = Assert.IsType<ObjectAction.RecordEvent>(Assert.Single(Decide("10.0.0.0/24").Actions));

        Assert.Equal(("CIDRNotAvailable", "Node b status is now: CIDRNotAvailable"), (told.Reason, told.Message));
    }

    private Decision Decide(string cidr) => new NodeCidrReconciler(cidr, 24).Decide(new ObjectKey("", "nodes"), _world, new ReconcileContext(_world.Now, new SeededIds(1)));
}
