using CloudOrchestrator.Kinds.Core.ReplicationControllers;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.ReplicationControllers;

public sealed class ReplicationControllerReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new ReplicationControllerReconciler();

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        foreach (var (replicas, pods) in ((int, int)[])[(3, 0), (1, 4), (2, 2)])
        {
            var world = new ObjectWorld();
            var owner = world.Put(new ReplicationController
            {
                ApiVersion = "v1",
                Kind = "ReplicationController",
                Metadata = Build.Meta("web"),
                Spec = new ReplicationControllerSpec { Replicas = replicas, Selector = Build.Labels("app=web"), Template = Build.Template("web:1", "app=web") },
            });
            for (var i = 0; i < pods; i++)
                world.Put(Build.Pod($"web-{i}", owner, node: "a", ready: true));
            world.Put(Build.ForeignPod("foreign", "app=web"));
            yield return (world, new ObjectKey("default", "web"));
        }
    }
}
