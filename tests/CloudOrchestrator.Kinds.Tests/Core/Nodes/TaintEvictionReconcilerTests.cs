using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class TaintEvictionReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_PodWithoutToleration_GoesAtOnce()
    {
        Taint("maintenance");
        _world.Put(Build.Pod("web", node: "a"));

        var decision = Decide();

        Assert.Equal("web", Assert.Single(decision.Actions.OfType<ObjectAction.Delete>()).Key.Name);
        Assert.Equal("Marking for deletion Pod default/web", decision.Actions.OfType<ObjectAction.RecordEvent>().Single().Message);
    }

    [Fact]
    public void Decide_TolerationSeconds_GivesThatMuchTime()
    {
        Taint("node.kubernetes.io/unreachable");
        PutTolerating(PodDefaultTolerations.DefaultTolerationSeconds);
        _world.Now = Build.Start.AddSeconds(5);

        var decision = Decide();
        Assert.Empty(decision.Actions);
        Assert.Equal(TimeSpan.FromSeconds(15), decision.RequeueAfter);

        _world.Now = Build.Start.AddSeconds(20);
        Assert.Single(Decide().Actions.OfType<ObjectAction.Delete>());
    }

    [Fact]
    public void Decide_UnlimitedToleration_Stays()
    {
        Taint("node.kubernetes.io/unreachable");
        PutTolerating(null);
        _world.Now = Build.Start.AddDays(1);

        Assert.Equal(Decision.None.Actions, Decide().Actions);
        Assert.Null(Decide().RequeueAfter);
    }

    [Fact]
    public void Decide_TaintWithoutTime_GetsOneFirst()
    {
        _world.Put(Build.Node("a") with { Spec = new NodeSpec { Taints = [new Taint { Key = "maintenance", Effect = "NoExecute" }] } });
        _world.Put(Build.Pod("web", node: "a"));

        Assert.Null(_world.Apply(Decide().Actions));

        Assert.Equal(_world.Now, _world.Require<Node>("", "a").Spec!.Taints![0].TimeAdded);
        Assert.Single(Decide().Actions.OfType<ObjectAction.Delete>());
    }

    private void Taint(string key) =>
        _world.Put(Build.Node("a") with { Spec = new NodeSpec { Taints = [new Taint { Key = key, Effect = "NoExecute", TimeAdded = Build.Start }] } });

    private void PutTolerating(long? seconds)
    {
        var pod = Build.Pod("web", node: "a");
        var toleration = new Toleration { Key = "node.kubernetes.io/unreachable", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds };
        _world.Put(pod with { Spec = pod.Spec! with { Tolerations = [toleration] } });
    }

    private Decision Decide() => new TaintEvictionReconciler().Decide(new ObjectKey("", "a"), _world, new ReconcileContext(_world.Now, new SeededIds(1)));
}
