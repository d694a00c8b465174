using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class NodeLifecycleReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_LeaseFresh_LooksAgainWhenItWouldBeLost()
    {
        PutNode("a");
        Renew("a");
        _world.Now = Build.Start.AddSeconds(5);

        var decision = Decide("a");

        Assert.Empty(decision.Actions);
        Assert.Equal(TimeSpan.FromSeconds(15), decision.RequeueAfter);
    }

    [Fact]
    public void Decide_LeaseLost_MakesNodeUnknownTaintsItAndTakesPodsOutOfService()
    {
        PutNode("a");
        PutNode("b");
        Renew("a");
        _world.Put(Build.Pod("web", node: "a", ready: true));
        _world.Now = Build.Start.AddSeconds(20);
        Renew("b");

        Assert.Null(_world.Apply(Decide("a").Actions));

        var node = _world.Require<Node>("", "a");
        var ready = node.Status!.Conditions!.Single(condition => condition.Type == "Ready");
        Assert.Equal(("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal(
            [("node.kubernetes.io/unreachable", "NoExecute"), ("node.kubernetes.io/unreachable", "NoSchedule")],
            node.Spec!.Taints!.Select(taint => (taint.Key, taint.Effect)).Order());
        Assert.Equal("False", PodProgress.Condition(_world.Require<Pod>("default", "web"), "Ready")!.Status);
        Assert.Contains(_world.Events, told => told.Message == "Node a status is now: NodeNotReady");
        Assert.Empty(Decide("a").Actions);
    }

    [Fact]
    public void Decide_NodeBack_LosesItsTaints()
    {
        Decide_LeaseLost_MakesNodeUnknownTaintsItAndTakesPodsOutOfService();
        var node = _world.Require<Node>("", "a");
        _world.Put(node with { Status = Build.Node("a").Status });
        Renew("a");

        Assert.Null(_world.Apply(Decide("a").Actions));

        Assert.Null(_world.Require<Node>("", "a").Spec!.Taints);
    }

    [Fact]
    public void Decide_ControlPlaneWasAway_WaitsBeforeJudging()
    {
        PutNode("a");
        Renew("a");
        _world.Now = Build.Start.AddHours(1);

        var decision = Decide("a", since: _world.Now.AddSeconds(-5));

        Assert.Empty(decision.Actions);
        Assert.Equal(TimeSpan.FromSeconds(15), decision.RequeueAfter);
    }

    [Fact]
    public void Decide_AllNodesSilent_SendsNoPodsAway()
    {
        PutNode("a");
        Renew("a");
        PutNode("b");
        _world.Now = Build.Start.AddSeconds(8);
        Renew("b");
        _world.Now = Build.Start.AddSeconds(20);

        Assert.Null(_world.Apply(Decide("a").Actions));

        Assert.Equal(["NoSchedule"], _world.Require<Node>("", "a").Spec!.Taints!.Select(taint => taint.Effect));
    }

    [Fact]
    public void Decide_Cordoned_GetsTheUnschedulableTaintAndLosesItAgain()
    {
        var node = PutNode("a");
        Renew("a");
        _world.Put(node with { Spec = new NodeSpec { Unschedulable = true } });
        Assert.Null(_world.Apply(Decide("a").Actions));
        Assert.Equal("node.kubernetes.io/unschedulable", Assert.Single(_world.Require<Node>("", "a").Spec!.Taints!).Key);

        node = _world.Require<Node>("", "a");
        _world.Put(node with { Spec = node.Spec! with { Unschedulable = null } });
        Assert.Null(_world.Apply(Decide("a").Actions));
        Assert.Null(_world.Require<Node>("", "a").Spec!.Taints);
    }

    [Fact]
    public void Decide_NotReadyAgentStillReporting_PodsReadySinceThenAreLeft()
    {
        var node = Build.Node("a", ready: "False");
        _world.Put(node);
        PutNode("b");
        Renew("a");
        var pod = Build.Pod("late", node: "a", ready: true);
        _world.Put(pod with { Status = pod.Status! with { Conditions = [pod.Status.Conditions![0] with { LastTransitionTime = Build.Start.AddSeconds(5) }] } });
        _world.Now = Build.Start.AddSeconds(6);

        Assert.DoesNotContain(Decide("a").Actions, action => action is ObjectAction.Patch { Subresource: "status" });
    }

    private Node PutNode(string name) => _world.Put(Build.Node(name));

    private void Renew(string name) => _world.Put(new Lease
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new ObjectMeta { Namespace = "kube-node-lease", Name = name },
        Spec = new LeaseSpec { HolderIdentity = name, RenewTime = _world.Now },
    });

    private Decision Decide(string name, DateTimeOffset? since = null) =>
        new NodeLifecycleReconciler(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1)).Decide(
            new ObjectKey("", name), _world, new ReconcileContext(_world.Now, new SeededIds(1)) { WatchingSince = since ?? DateTimeOffset.MinValue });
}
