using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class PodCollectionReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new PodCollectionReconciler(2);

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var world = new ObjectWorld();
        world.Put(Build.Node("here"));
        world.Put(Build.Pod("orphan-1", node: "gone", ready: true));
        world.Put(Build.Pod("orphan-2", node: "gone", phase: "Pending"));
        world.Put(Build.Pod("fine", node: "here") with { Metadata = Build.ForeignPod("fine").Metadata });
        yield return (world, new ObjectKey("", "gone"));

        var finished = new ObjectWorld();
        for (var i = 0; i < 5; i++)
        {
            finished.Now = finished.Now.AddSeconds(1);
            finished.Put(Build.Pod($"done-{i}", node: "here", phase: "Succeeded"));
        }

        yield return (finished, new ObjectKey("", ""));
    }
}
