using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.DaemonSets;

public sealed class DaemonSetReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_NewDaemonSet_CreatesOnePodPerFittingNode()
    {
        _world.Put(Build.Node("a"));
        _world.Put(Build.Node("b") with { Spec = new NodeSpec { Unschedulable = true, Taints = [new Taint { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" }] } });
        _world.Put(Build.Node("c") with { Spec = new NodeSpec { Taints = [new Taint { Key = "dedicated", Value = "db", Effect = "NoSchedule" }] } });
        _world.Put(DaemonPodsSettled.DaemonSet("agent:1"));

        var pods = DaemonPodsSettled.Creations(Decide()).Select(creation => (Pod)creation.Value).ToList();

        Assert.Equal(["a", "b"], pods.Select(DaemonPodsSettled.TargetOf));
        Assert.Contains(pods[0].Spec!.Tolerations!, toleration => toleration is { Key: "node.kubernetes.io/unreachable", Operator: "Exists", Effect: "NoExecute" });
        Assert.True(pods[0].Metadata.Labels!.ContainsKey("controller-revision-hash"));
        Assert.Null(pods[0].Spec!.NodeName);
    }

    [Fact]
    public void Decide_NodeSelector_LimitsNodes()
    {
        _world.Put(Build.Node("a"));
        var labelled = Build.Node("b");
        _world.Put(labelled with { Metadata = labelled.Metadata with { Labels = Build.Labels("disk=ssd") } });
        var set = DaemonPodsSettled.DaemonSet("agent:1");
        var template = set.Spec!.Template;
        _world.Put(set with { Spec = set.Spec with { Template = template with { Spec = template.Spec! with { NodeSelector = Build.Labels("disk=ssd") } } } });

        Assert.Equal(["b"], DaemonPodsSettled.Creations(Decide()).Select(creation => DaemonPodsSettled.TargetOf((Pod)creation.Value)));
    }

    [Fact]
    public void Decide_TemplateChanged_ReplacesOneAtATime()
    {
        RunOn("a", "b", "c");
        ChangeImage("agent:2");

        var deleted = Decide().Actions.OfType<ObjectAction.Delete>().ToList();

        Assert.Single(deleted);
        Assert.Equal(0, Status().UpdatedNumberScheduled);
    }

    [Fact]
    public void Decide_OnDelete_LeavesOldPods()
    {
        RunOn("a", "b");
        var set = _world.Require<DaemonSet>("default", "agent");
        _world.Put(set with { Spec = set.Spec! with { UpdateStrategy = new DaemonSetUpdateStrategy { Type = "OnDelete" } } });
        ChangeImage("agent:2");

        Assert.DoesNotContain(Decide().Actions, action => action is ObjectAction.Delete);
    }

    [Fact]
    public void Decide_NoExecuteTaint_RemovesThePod()
    {
        RunOn("a", "b");
        _world.Put(_world.Require<Node>("", "a") with { Spec = new NodeSpec { Taints = [new Taint { Key = "maintenance", Effect = "NoExecute" }] } });

        var deleted = Assert.Single(Decide().Actions.OfType<ObjectAction.Delete>());

        Assert.Equal("a", _world.Require<Pod>("default", deleted.Key.Name).Spec!.NodeName);
    }

    [Fact]
    public void Decide_NoScheduleTaint_LeavesThePodMisscheduled()
    {
        RunOn("a", "b");
        _world.Put(_world.Require<Node>("", "a") with { Spec = new NodeSpec { Taints = [new Taint { Key = "dedicated", Effect = "NoSchedule" }] } });

        var decision = Decide();

        Assert.DoesNotContain(decision.Actions, action => action is ObjectAction.Delete);
        Assert.Equal((1, 1), (Status().DesiredNumberScheduled, Status().NumberMisscheduled));
    }

    [Fact]
    public void Decide_FailedPod_IsReplacedAfterAWhile()
    {
        RunOn("a");
        var pod = Assert.Single(_world.List<Pod>());
        _world.Put(pod with { Status = pod.Status! with { Phase = "Failed" } });

        Assert.Equal(TimeSpan.FromSeconds(10), Decide().RequeueAfter);
        _world.Now = _world.Now.AddSeconds(10);
        var decision = Decide();
        Assert.Single(decision.Actions.OfType<ObjectAction.Delete>());
        Assert.Contains(decision.Actions.OfType<ObjectAction.RecordEvent>(), told => told.Reason == "FailedDaemonPod");
    }

    [Fact]
    public void Decide_AllReady_CountsThem()
    {
        RunOn("a", "b", "c");

        var status = Status();

        Assert.Equal((3, 3, 3, 3, 0), (status.DesiredNumberScheduled, status.CurrentNumberScheduled, status.NumberReady, status.UpdatedNumberScheduled, status.NumberUnavailable));
    }

    private void RunOn(params string[] nodes)
    {
        foreach (var node in nodes)
            _world.Put(Build.Node(node));
        _world.Put(DaemonPodsSettled.DaemonSet("agent:1"));
        Assert.Null(_world.Apply(Decide().Actions));
        DaemonPodsSettled.In(_world);
        Assert.Null(_world.Apply(Decide().Actions));
    }

    private void ChangeImage(string image)
    {
        var set = _world.Require<DaemonSet>("default", "agent");
        _world.Put(set with { Spec = set.Spec! with { Template = Build.Template(image, "app=web") } });
    }

    private DaemonSetStatus Status()
    {
        var update = Decide().Actions.OfType<ObjectAction.UpdateStatus>().SingleOrDefault();
        return ((DaemonSet?)update?.Value)?.Status ?? _world.Require<DaemonSet>("default", "agent").Status!;
    }

    private Decision Decide() => new DaemonSetReconciler().Decide(new ObjectKey("default", "agent"), _world, new ReconcileContext(_world.Now, new SeededIds(3)));
}
