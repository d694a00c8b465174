using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Selectors;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

public sealed class ScaleDownTests
{
    private static readonly DateTimeOffset LongAgo = Given.Now.AddMinutes(-11);

    private readonly List<Pod> _pods = [];
    private readonly List<DisruptionBudget> _budgets = [];
    private bool _hasUnschedulable;

    [Fact]
    public void Decide_NodeUnderUsedLongEnough_IsRemoved()
    {
        _pods.Add(Given.Pod("p", "1", "a-0"));
        var decision = Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2, "a-1"));
        Assert.Equal("a-0", Assert.Single(decision.Remove).Node.Metadata.Name);
        Assert.Empty(decision.Unneeded["a"]);
    }

    [Fact]
    public void Decide_NodeUnderUsedSinceNow_IsTrackedAndAskedForWhenDue()
    {
        _pods.Add(Given.Pod("p", "1", "a-0"));
        var decision = Decide(Given.Pool("a"), Nodes(2, "a-1"));
        Assert.Empty(decision.Remove);
        Assert.Equal(new UnneededNode { Name = "a-0", Since = Given.Now }, Assert.Single(decision.Unneeded["a"]));
        Assert.Equal(TimeSpan.FromMinutes(10), decision.RequeueAfter);
    }

    [Fact]
    public void Decide_NodeIsUsedAgain_IsForgotten()
    {
        _pods.Add(Given.Pod("p", "3", "a-0"));
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2, "a-1")).Unneeded["a"]);
    }

    [Fact]
    public void Decide_PodsFitNowhereElse_NodeStays()
    {
        _pods.Add(Given.Pod("p", "1", "a-0"));
        _pods.Add(Given.Pod("big", "3500m", "a-1"));
        var decision = Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2));
        Assert.Empty(decision.Remove);
        Assert.Contains("no other node has a place", decision.Held["a-0"], StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_SeveralUnderUsed_OneAtATime()
    {
        foreach (var node in (string[])["a-0", "a-1", "a-2"])
            _pods.Add(Given.Pod("on-" + node, "500m", node));
        var decision = Decide(Unneeded(Given.Pool("a"), "a-0", "a-1", "a-2"), Nodes(3));
        Assert.Single(decision.Remove);
        Assert.Equal(2, decision.Unneeded["a"].Count);
    }

    [Fact]
    public void Decide_SeveralEmpty_AllAtOnceDownToMin()
    {
        var decision = Decide(Unneeded(Given.Pool("a", min: 1), "a-0", "a-1", "a-2"), Nodes(3));
        Assert.Equal(2, decision.Remove.Count);
        Assert.Contains("node group min size reached", decision.Held.Values);
    }

    [Fact]
    public void Decide_OneIsDrainingAlready_NoOtherIsDrained()
    {
        _pods.Add(Given.Pod("p", "500m", "a-1"));
        var nodes = Nodes(3);
        nodes[0] = nodes[0] with { Spec = nodes[0].Spec! with { Taints = [new Taint { Key = AutoscalerNames.ToBeDeleted, Value = "1", Effect = "NoSchedule" }] } };
        Assert.Equal("a-2", Assert.Single(Decide(Unneeded(Given.Pool("a"), "a-1", "a-2"), nodes).Remove).Node.Metadata.Name);
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-1"), nodes).Remove);
    }

    [Theory]
    [InlineData("annotation", "not safe to evict")]
    [InlineData("bare", "not replicated")]
    [InlineData("local", "local storage")]
    [InlineData("system", "kube-system")]
    [InlineData("budget", "not enough pod disruption budget")]
    public void Decide_PodHoldsNode_Stays(string what, string reason)
    {
        var pod = Given.Pod("p", "1", "a-0", replicated: what != "bare");
        pod = what switch
        {
            "annotation" => pod.Annotated(AutoscalerNames.SafeToEvict, "false"),
            "local" => pod.With(spec => spec with { Volumes = [new Volume { Name = "data", EmptyDir = new EmptyDirVolumeSource() }] }),
            "system" => pod with { Metadata = pod.Metadata with { Namespace = "kube-system" } },
            _ => pod,
        };
        if (what == "budget")
            _budgets.Add(new("default", LabelMatcher.From(Build.Labels("app=web")), 0));
        _pods.Add(pod);
        var decision = Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2, "a-1"));
        Assert.Empty(decision.Remove);
        Assert.Contains(reason, decision.Held["a-0"], StringComparison.Ordinal);
        Assert.Empty(decision.Unneeded["a"]);
    }

    [Theory]
    [InlineData("bare")]
    [InlineData("local")]
    public void Decide_PodIsDeclaredSafe_NodeIsRemoved(string what)
    {
        var pod = Given.Pod("p", "1", "a-0", replicated: what != "bare").Annotated(AutoscalerNames.SafeToEvict, "true");
        _pods.Add(what == "local" ? pod.With(spec => spec with { Volumes = [new Volume { Name = "data", EmptyDir = new EmptyDirVolumeSource() }] }) : pod);
        Assert.Single(Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2, "a-1")).Remove);
    }

    [Fact]
    public void Decide_BudgetAllowsOneOfTwo_NodeWithBothStays()
    {
        _pods.Add(Given.Pod("p", "100m", "a-0"));
        _pods.Add(Given.Pod("q", "100m", "a-0"));
        _budgets.Add(new("default", LabelMatcher.From(Build.Labels("app=web")), 1));
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(2, "a-1")).Remove);
    }

    [Fact]
    public void Decide_OnlyDaemonAndMirrorPods_NodeIsEmpty()
    {
        var daemon = Given.Pod("agent", "3", "a-0");
        _pods.Add(daemon with { Metadata = daemon.Metadata with { OwnerReferences = [new() { Kind = "DaemonSet", Name = "agent", Uid = "d", Controller = true }] } });
        _pods.Add(Given.Pod("static", "500m", "a-0", replicated: false).Annotated("kubernetes.io/config.mirror", "x"));
        Assert.Single(Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(1)).Remove);
    }

    [Fact]
    public void Decide_NodeIsProtectedByAnnotation_Stays()
    {
        var nodes = Nodes(1);
        nodes[0] = nodes[0] with { Metadata = nodes[0].Metadata with { Annotations = Build.Labels(AutoscalerNames.ScaleDownDisabled + "=true") } };
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-0"), nodes).Remove);
    }

    [Fact]
    public void Decide_PoolOnlyGrows_NothingIsRemoved()
    {
        var pool = Unneeded(Given.Pool("a"), "a-0");
        Assert.Empty(Decide(pool with { Spec = pool.Spec! with { ScaleDown = new NodePoolScaleDown { Disabled = true } } }, Nodes(1)).Remove);
    }

    [Fact]
    public void Decide_SoonAfterScaleUp_WaitsButKeepsTracking()
    {
        var pool = Unneeded(Given.Pool("a"), "a-0");
        var decision = Decide(pool with { Status = pool.Status! with { LastScaleUpTime = Given.Now.AddMinutes(-4) } }, Nodes(1));
        Assert.Empty(decision.Remove);
        Assert.Equal(LongAgo, Assert.Single(decision.Unneeded["a"]).Since);
        Assert.Equal(TimeSpan.FromMinutes(6), decision.RequeueAfter);
    }

    [Fact]
    public void Decide_PoolIsScaling_WaitsForIt()
    {
        var pool = Unneeded(Given.Pool("a"), "a-0");
        Assert.Empty(Decide(pool with { Status = pool.Status! with { Scaling = new NodePoolScaling { Target = 2, Since = Given.Now } } }, Nodes(1)).Remove);
    }

    [Fact]
    public void Decide_PodsWaitForNodes_NothingIsRemoved()
    {
        _hasUnschedulable = true;
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-0"), Nodes(1)).Remove);
    }

    [Fact]
    public void Decide_NodeIsNotReady_IsNoCandidate() =>
        Assert.Empty(Decide(Unneeded(Given.Pool("a"), "a-0"), [Given.Node("a-0", "a", ready: false)]).Remove);

    [Fact]
    public void Decide_AnyCluster_RemovesOnlyWhatLeavesEveryPodAPlaceAndKeepsMin()
    {
        var random = new Random(42);
        for (var round = 0; round < 60; round++)
        {
            _pods.Clear();
            var nodes = Nodes(random.Next(1, 7));
            foreach (var node in nodes)
            {
                for (var i = random.Next(0, 4); i > 0; i--)
                    _pods.Add(Given.Pod($"{node.Metadata.Name}-{i}", random.Next(100, 1300) + "m", node.Metadata.Name));
            }

            var min = random.Next(0, nodes.Length + 1);
            var decision = Decide(Unneeded(Given.Pool("a", min: min), [.. nodes.Select(node => node.Metadata.Name!)]), nodes);
            Assert.True(nodes.Length - decision.Remove.Count >= Math.Min(min, nodes.Length));
            var going = decision.Remove.Select(removal => removal.Node.Metadata.Name).ToHashSet();
            var left = Given.Cluster(nodes.Where(node => !going.Contains(node.Metadata.Name)), _pods.Where(pod => !going.Contains(pod.Spec!.NodeName)));
            var moving = _pods.Where(pod => going.Contains(pod.Spec!.NodeName)).Select(pod => pod.With(spec => spec with { NodeName = null })).ToArray();
            Assert.Empty(CloudOrchestrator.Scheduling.Scheduler.Decide(left, moving, Given.Context()).Unschedulable);
        }
    }

    private ScaleDownDecision Decide(NodePool pool, Node[] nodes) => ScaleDown.Decide(
        new(
            Given.Cluster(nodes, _pods),
            [Given.State(pool, 0, nodes)],
            name => [.. _pods.Where(pod => pod.Spec?.NodeName == name)],
            _budgets,
            _hasUnschedulable),
        Given.Context());

    // Nodes named are so busy that they stay, with room for one CPU more.
    private Node[] Nodes(int count, params string[] busy)
    {
        foreach (var name in busy)
            _pods.Add(Given.Pod("busy-" + name, "2500m", name));
        return [.. Enumerable.Range(0, count).Select(i => Given.Node("a-" + i, "a"))];
    }

    private static NodePool Unneeded(NodePool pool, params string[] nodes) =>
        pool with { Status = new NodePoolStatus { Unneeded = [.. nodes.Select(node => new UnneededNode { Name = node, Since = LongAgo })] } };
}
