using CloudOrchestrator.Controllers.GarbageCollection;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.GarbageCollection;

public sealed class GarbageCollectorLaws : ReconcilerLaws
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    protected override IReconciler Reconciler { get; } = GarbageCollector.OfAll(Kinds).Single(collector => collector.Name == "generic-garbage-collector:replicasets.apps");

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        foreach (var finalizer in (string[])["orphan", "foregroundDeletion"])
        {
            var world = new ObjectWorld();
            var set = Build.ReplicaSet("web", 2);
            set = world.Put(set with { Metadata = set.Metadata with { DeletionTimestamp = world.Now, Finalizers = [finalizer] } });
            if (finalizer == "orphan")
            {
                world.Put(Build.Pod("web-1", set));
                world.Put(Build.Pod("web-2", set));
            }

            world.Put(Build.ForeignPod("foreign", "app=web"));
            yield return (world, new ObjectKey("default", "web"));
        }
    }
}
