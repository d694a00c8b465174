using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class TaintEvictionReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new TaintEvictionReconciler();

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var world = new ObjectWorld();
        world.Put(Build.Node("a") with { Spec = new NodeSpec { Taints = [new Taint { Key = "maintenance", Effect = "NoExecute" }] } });
        world.Put(Build.Pod("one", node: "a"));
        world.Put(Build.Pod("two", node: "a"));
        world.Put(Build.Pod("elsewhere", node: "b") with { Metadata = Build.ForeignPod("elsewhere").Metadata });
        yield return (world, new ObjectKey("", "a"));
    }
}
