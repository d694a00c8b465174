using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.Deployments;

public sealed class DeploymentReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new DeploymentReconciler();

    // The ReplicaSet controller and the nodes, as fast as they can.
    protected override void React(ObjectWorld world) => ReplicaSetsSettled.In(world);

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var key = new ObjectKey("default", "web");
        var created = new ObjectWorld();
        created.Put(Build.Deployment("web", 3));
        yield return (created, key);

        yield return (RolledOut(key, 4, deployment => deployment with { Spec = deployment.Spec! with { Template = Build.Template("web:2", "app=web") } }), key);
        yield return (RolledOut(key, 4, deployment => deployment with { Spec = deployment.Spec! with { Replicas = 9 } }), key);
        yield return (RolledOut(key, 4, deployment => deployment with { Spec = deployment.Spec! with { Replicas = 0 } }), key);
        yield return (
            RolledOut(key, 3, deployment => deployment with { Spec = deployment.Spec! with { Strategy = new() { Type = "Recreate" }, Template = Build.Template("web:3", "app=web") } }), key);
        yield return (RolledOut(key, 3, deployment => deployment with { Spec = deployment.Spec! with { Paused = true, Replicas = 6 } }), key);

        var orphan = new ObjectWorld();
        orphan.Put(Build.Deployment("web", 2));
        orphan.Put(Build.ReplicaSet("adoptable", 2));
        var foreign = Build.ReplicaSet("foreign", 1);
        orphan.Put(foreign with { Metadata = Build.ForeignPod("foreign", "app=web").Metadata });
        yield return (orphan, key);
    }

    private ObjectWorld RolledOut(ObjectKey key, int replicas, Func<Deployment, Deployment> change)
    {
        var world = new ObjectWorld();
        world.Put(Build.Deployment("web", replicas));
        Settle(world, key);
        var deployment = world.Require<Deployment>("default", "web");
        world.Put(change(deployment) with { Metadata = deployment.Metadata with { Generation = deployment.Metadata.Generation + 1 } });
        return world;
    }
}
