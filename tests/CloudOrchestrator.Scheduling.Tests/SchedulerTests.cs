namespace CloudOrchestrator.Scheduling.Tests;

public sealed class SchedulerTests
{
    [Fact]
    public void Decide_NoNodes_SaysSo() =>
        Assert.Equal("no nodes available to schedule pods", Given.Cluster().Refusal(Given.Pod("a")));

    [Fact]
    public void Decide_NothingFits_CountsReasonsAsKubernetesDoes()
    {
        var unreachable = new Taint { Key = "node.kubernetes.io/unreachable", Effect = "NoExecute" };
        var cluster = Given.Cluster(
            Given.Node("a", cpu: "1"),
            Given.Node("b", taints: unreachable),
            Given.Node("c", taints: unreachable));
        var failed = Assert.Single(cluster.Decide(Given.Pod("p", cpu: "2")).Unschedulable);
        Assert.Equal("Unschedulable", failed.Reason);
        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. "
            + "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
            failed.Message);
        Assert.Equal(2, failed.Refusals["node(s) had untolerated taint {node.kubernetes.io/unreachable: }"]);
    }

    [Fact]
    public void Decide_NodesFullButLargeEnough_SaysThatNothingCanBePreempted()
    {
        var cluster = Given.Cluster(Given.Node("a", cpu: "1"), Given.Pod("x", cpu: "800m").On("a"), Given.Node("b").Cordoned());
        Assert.Equal(
            "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. "
            + "preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
            cluster.Refusal(Given.Pod("p", cpu: "500m")));
    }

    [Fact]
    public void Decide_PreemptionPolicyNever_IsNamed() => Assert.EndsWith(
        "preemption: not eligible due to preemptionPolicy=Never.",
        Given.Cluster(Given.Node("a", cpu: "1")).Refusal(Given.Pod("p", cpu: "2").With(spec => spec with { PreemptionPolicy = "Never" })));

    [Fact]
    public void Decide_SeveralResourcesShort_NamesEach() => Assert.StartsWith(
        "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 Too many pods.",
        Given.Cluster(Given.Node("a", cpu: "1", memory: "1Gi", pods: "0")).Refusal(Given.Pod("p", "2", "2Gi")));

    [Fact]
    public void Decide_ManyPods_SeeEachOtherAndFillTheNodesExactly()
    {
        var cluster = Given.Cluster(Given.Node("a", cpu: "2"), Given.Node("b", cpu: "2"));
        var decision = cluster.Decide(Given.Many(10, i => Given.Pod($"p{i}", cpu: "500m")));
        Assert.Equal([4, 4], decision.Bindings.GroupBy(binding => binding.NodeName).Select(group => group.Count()));
        Assert.Equal(2, decision.Unschedulable.Count);
        Assert.All(decision.Unschedulable, failed => Assert.StartsWith("0/2 nodes are available: 2 Insufficient cpu.", failed.Message));
    }

    [Fact]
    public void Decide_Again_GivesTheSameAnswer()
    {
        var cluster = Given.Cluster([.. Enumerable.Range(0, 20).Select(i => Given.Node($"n{i}"))]);
        var pods = Given.Many(50, i => Given.Pod($"p{i}", cpu: i % 2 == 0 ? "100m" : "200m", app: i % 2 == 0 ? "x" : "y"));
        Assert.Equal(
            cluster.Decide(pods).Bindings.Select(binding => (binding.Pod.Metadata.Name, binding.NodeName)),
            cluster.Decide(pods).Bindings.Select(binding => (binding.Pod.Metadata.Name, binding.NodeName)));
    }

    [Fact]
    public void Decide_RoomForOne_HigherPriorityThenOlderWins()
    {
        var cluster = Given.Cluster(Given.Node("a", cpu: "1"));
        var young = Given.Pod("young", cpu: "1") with { Metadata = new ObjectMeta { Name = "young", Namespace = "default", CreationTimestamp = Given.Now.AddSeconds(5) } };
        Assert.Equal("old", Assert.Single(cluster.Decide(young, Given.Pod("old", cpu: "1")).Bindings).Pod.Metadata.Name);
        Assert.Equal("young", Assert.Single(cluster.Decide(young.With(spec => spec with { Priority = 1 }), Given.Pod("old", cpu: "1")).Bindings).Pod.Metadata.Name);
    }

    [Fact]
    public void Decide_GatedPod_IsNotLookedAt()
    {
        var failed = Assert.Single(Given.Cluster(Given.Node("a")).Decide(Given.Pod("p").With(spec => spec with { SchedulingGates = [new() { Name = "wait" }] })).Unschedulable);
        Assert.Equal(("SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates"), (failed.Reason, failed.Message));
    }

    [Fact]
    public void Decide_PodsOfOthersBoundOrBeingDeleted_AreLeftOut()
    {
        var deleted = Given.Pod("d");
        var decision = Given.Cluster(Given.Node("a")).Decide(
            Given.Pod("other").With(spec => spec with { SchedulerName = "mine" }),
            Given.Pod("bound").On("a"),
            deleted with { Metadata = deleted.Metadata with { DeletionTimestamp = Given.Now } });
        Assert.Empty(decision.Bindings);
        Assert.Empty(decision.Unschedulable);
    }

    [Fact]
    public void Explain_MixedNodes_GivesScoreOrReasons()
    {
        var verdicts = Scheduler.Explain(Given.Cluster(Given.Node("a"), Given.Node("b").Cordoned()), Given.Pod("p"));
        Assert.NotNull(verdicts[0].Score);
        Assert.Equal(["node(s) were unschedulable"], verdicts[1].Refusals);
    }
}
