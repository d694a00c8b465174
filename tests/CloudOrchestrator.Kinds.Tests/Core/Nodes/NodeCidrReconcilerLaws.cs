using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class NodeCidrReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new NodeCidrReconciler("10.244.0.0/16", 24);

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var world = new ObjectWorld();
        world.Put(Build.Node("a") with { Spec = new NodeSpec { PodCIDR = "10.244.1.0/24", PodCIDRs = ["10.244.1.0/24"] } });
        world.Put(Build.Node("b"));
        world.Put(Build.Node("c"));
        yield return (world, new ObjectKey("", "nodes"));
    }
}
