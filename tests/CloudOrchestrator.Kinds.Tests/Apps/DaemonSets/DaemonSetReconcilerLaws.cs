using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.DaemonSets;

public sealed class DaemonSetReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new DaemonSetReconciler();

    protected override void React(ObjectWorld world) => DaemonPodsSettled.In(world);

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var key = new ObjectKey("default", "agent");
        yield return (WithNodes(3), key);

        var updated = WithNodes(4);
        Settle(updated, key);
        var set = updated.Require<DaemonSet>("default", "agent");
        updated.Put(set with { Spec = set.Spec! with { Template = Build.Template("agent:2", "app=web") } });
        yield return (updated, key);

        var surging = WithNodes(4);
        Settle(surging, key);
        set = surging.Require<DaemonSet>("default", "agent");
        var strategy = new DaemonSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDaemonSet { MaxSurge = 1, MaxUnavailable = 0 } };
        surging.Put(set with { Spec = set.Spec! with { UpdateStrategy = strategy, Template = Build.Template("agent:3", "app=web") } });
        yield return (surging, key);

        var tainted = WithNodes(3);
        Settle(tainted, key);
        var node = tainted.Require<Node>("", "node-0");
        tainted.Put(node with { Spec = new NodeSpec { Taints = [new Taint { Key = "maintenance", Effect = "NoExecute" }] } });
        yield return (tainted, key);
    }

    private static ObjectWorld WithNodes(int count)
    {
        var world = new ObjectWorld();
        for (var i = 0; i < count; i++)
            world.Put(Build.Node($"node-{i}"));
        world.Put(DaemonPodsSettled.DaemonSet("agent:1"));
        world.Put(Build.ForeignPod("foreign", "app=web"));
        return world;
    }
}
