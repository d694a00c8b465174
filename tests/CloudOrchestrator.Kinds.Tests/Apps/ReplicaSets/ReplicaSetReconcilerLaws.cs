using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.ReplicaSets;

public sealed class ReplicaSetReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new ReplicaSetReconciler();

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var key = new ObjectKey("default", "web");
        yield return (WithPods(replicas: 3, pods: 0), key);
        yield return (WithPods(replicas: 2, pods: 5), key);
        yield return (WithPods(replicas: 0, pods: 3), key);

        var orphans = WithPods(replicas: 4, pods: 1);
        orphans.Put(Build.Pod("orphan-a"));
        orphans.Put(Build.Pod("orphan-b", phase: "Failed"));
        orphans.Put(Build.ForeignPod("foreign", "app=web"));
        yield return (orphans, key);

        var strayed = WithPods(replicas: 2, pods: 2);
        var set = strayed.Require<ReplicaSet>("default", "web");
        strayed.Put(Build.Pod("strayed", set) with { Metadata = Build.Pod("strayed", set).Metadata with { Labels = Build.Labels("app=debug") } });
        yield return (strayed, key);

        var deleted = WithPods(replicas: 3, pods: 1);
        var gone = deleted.Require<ReplicaSet>("default", "web");
        deleted.Put(gone with { Metadata = gone.Metadata with { DeletionTimestamp = deleted.Now, Finalizers = ["foregroundDeletion"] } });
        yield return (deleted, key);
    }

    private static ObjectWorld WithPods(int replicas, int pods)
    {
        var world = new ObjectWorld();
        var set = world.Put(Build.ReplicaSet("web", replicas));
        for (var i = 0; i < pods; i++)
            world.Put(Build.Pod($"web-{i}", set, node: i % 2 == 0 ? "a" : "b", ready: i % 3 == 0));
        world.Put(Build.ForeignPod("bystander", "app=db"));
        return world;
    }
}
