using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Scheduling;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

public sealed class ScaleUpTests
{
    private readonly List<DaemonSet> _daemonSets = [];

    [Fact]
    public void Decide_FromZero_AsksForAsManyNodesAsThePodsNeed()
    {
        var decision = Decide([Given.State(Given.Pool("a"))], Pending(9, "1"));
        var increase = Assert.Single(decision.Increases);
        Assert.Equal(3, increase.Target);
        Assert.Equal(9, increase.Pods.Count);
        Assert.Empty(decision.NotHelped);
    }

    [Fact]
    public void Decide_PodsFitOnUpcomingNodes_AsksForNothing()
    {
        var decision = Decide([Given.State(Given.Pool("a"), upcoming: 3)], Pending(9, "1"));
        Assert.Empty(decision.Increases);
        Assert.Equal(9, decision.Waiting.Count);
    }

    [Fact]
    public void Decide_UpcomingNodesAreTooFew_AsksForTheRest()
    {
        var decision = Decide([Given.State(Given.Pool("a"), upcoming: 2)], Pending(9, "1"));
        Assert.Equal(3, Assert.Single(decision.Increases).Target);
    }

    [Fact]
    public void Decide_MaxReached_AsksUpToItAndSaysWhy()
    {
        var decision = Decide([Given.State(Given.Pool("a", max: 2))], Pending(9, "1"));
        Assert.Equal(2, Assert.Single(decision.Increases).Target);
        var (_, reason) = Assert.Single(decision.NotHelped);
        Assert.Equal("1 max node group size reached", reason);
    }

    [Fact]
    public void Decide_OnePoolIsFull_UsesTheOther()
    {
        var decision = Decide([Given.State(Given.Pool("a", max: 1)), Given.State(Given.Pool("b", cpu: "8", memory: "64Gi"))], Pending(9, "1"));
        Assert.Equal(9, decision.Increases.Sum(increase => increase.Pods.Count));
        Assert.Contains(decision.Increases, increase => increase.Pool.Name == "b");
        Assert.Empty(decision.NotHelped);
    }

    [Fact]
    public void Decide_TwoPoolsFit_TakesTheOneThatWastesLess()
    {
        var big = Given.State(Given.Pool("a-big", cpu: "32", memory: "128Gi"));
        var small = Given.State(Given.Pool("b-small", cpu: "4", memory: "8Gi"));
        Assert.Equal("b-small", Assert.Single(Decide([big, small], Pending(1, "3", "6Gi")).Increases).Pool.Name);
    }

    [Fact]
    public void Decide_PoolsAreEqual_PrefersSpot()
    {
        var decision = Decide([Given.State(Given.Pool("a")), Given.State(Given.Pool("b", spot: true))], Pending(1, "1"));
        Assert.Equal("b", Assert.Single(decision.Increases).Pool.Name);
    }

    [Fact]
    public void Decide_PoolIsBackedOff_TakesAnother()
    {
        var failed = Given.Pool("a", cpu: "1", memory: "1Gi") with { Status = new NodePoolStatus { BackoffUntil = Given.Now.AddMinutes(5) } };
        var decision = Decide([Given.State(failed), Given.State(Given.Pool("b"))], Pending(1, "1"));
        Assert.Equal("b", Assert.Single(decision.Increases).Pool.Name);
    }

    [Fact]
    public void Decide_PodNeedsLabelOfOnePool_TakesThatPool()
    {
        var pods = Pending(1, "1").Select(pod => pod.With(spec => spec with { NodeSelector = Build.Labels("pool=b") })).ToArray();
        Assert.Equal("b", Assert.Single(Decide([Given.State(Given.Pool("a")), Given.State(Given.Pool("b", cpu: "64"))], pods).Increases).Pool.Name);
    }

    [Fact]
    public void Decide_PoolIsTainted_HelpsOnlyPodsThatTolerateIt()
    {
        var pool = Given.Pool("a");
        var taint = new Taint { Key = "dedicated", Value = "x", Effect = "NoSchedule" };
        pool = pool with { Spec = pool.Spec! with { Template = pool.Spec.Template! with { Taints = [taint] } } };
        var tolerant = Given.Pending("tolerant", "1").With(spec => spec with { Tolerations = [new Toleration { Key = "dedicated", Operator = "Exists" }] });
        var decision = Decide([Given.State(pool)], [tolerant, Given.Pending("plain", "1")]);
        Assert.Equal("tolerant", Assert.Single(Assert.Single(decision.Increases).Pods).Metadata.Name);
        var (pod, _) = Assert.Single(decision.NotHelped);
        Assert.Equal("plain", pod.Metadata.Name);
    }

    [Fact]
    public void Decide_PodIsTooBig_SaysWhatItLacks()
    {
        var (_, reason) = Assert.Single(Decide([Given.State(Given.Pool("a"))], Pending(1, "5")).NotHelped);
        Assert.Equal("1 Insufficient cpu", reason);
    }

    [Fact]
    public void Decide_NodesExist_NextOnesAreLikeThem()
    {
        // The template promises more than the machines turned out to have.
        var pool = Given.Pool("a", cpu: "8");
        var node = Given.Node("a-0", "a", cpu: "2");
        var full = Given.Pod("full", "2", "a-0");
        var decision = Decide([Given.State(pool, 0, node)], Pending(4, "1"), [node], [full]);
        Assert.Equal(3, Assert.Single(decision.Increases).Target);
    }

    [Fact]
    public void Decide_SampleIsSickOrLeaving_ItsTaintsAreNotCopied()
    {
        var node = Given.Node("a-0", "a") with
        {
            Spec = new NodeSpec
            {
                ProviderID = $"azure://{Given.ScaleSets}a/virtualMachines/0",
                Taints = [new Taint { Key = AutoscalerNames.ToBeDeleted, Effect = "NoSchedule" }, new Taint { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" }],
            },
        };
        Assert.Single(Decide([Given.State(Given.Pool("a"), 0, node)], Pending(1, "1"), [node]).Increases);
    }

    [Fact]
    public void Decide_DaemonPodsTakeTheirShare_CountsThem()
    {
        _daemonSets.Add(new DaemonSet
        {
            Metadata = Build.Meta("agent"),
            Spec = new DaemonSetSpec { Template = new PodTemplateSpec { Metadata = new(), Spec = Given.Pod("x", "1").Spec } },
        });
        // Three of four CPUs are left on each node.
        Assert.Equal(3, Assert.Single(Decide([Given.State(Given.Pool("a"))], Pending(9, "1")).Increases).Target);
        Assert.Equal(4, Assert.Single(Decide([Given.State(Given.Pool("a"))], Pending(12, "1")).Increases).Target);
    }

    [Fact]
    public void Decide_PodsExcludeEachOther_OneNodeEach()
    {
        var term = new PodAffinityTerm { TopologyKey = "kubernetes.io/hostname", LabelSelector = new() { MatchLabels = Build.Labels("app=web") } };
        var affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [term] } };
        var pods = Pending(4, "100m").Select(pod => pod.With(spec => spec with { Affinity = affinity })).ToArray();
        Assert.Equal(4, Assert.Single(Decide([Given.State(Given.Pool("a"))], pods).Increases).Target);
    }

    [Fact]
    public void Decide_NoTemplateAndNoNodes_SaysSo()
    {
        var pool = Given.Pool("a");
        var (_, reason) = Assert.Single(Decide([Given.State(pool with { Spec = pool.Spec! with { Template = null } })], Pending(1, "1")).NotHelped);
        Assert.Equal("1 node group without template or nodes", reason);
    }

    [Fact]
    public void Decide_PodOfLowestPriority_GetsNoMachine()
    {
        var pod = Given.Pending("filler", "1").With(spec => spec with { Priority = -11 });
        Assert.Empty(Decide([Given.State(Given.Pool("a"))], [pod]).Increases);
    }

    [Fact]
    public void Decide_Always_LeavesTheClusterAsItWas()
    {
        var node = Given.Node("a-0", "a");
        var cluster = Given.Cluster([node], []);
        ScaleUp.Decide(cluster, Pending(20, "1"), [Given.State(Given.Pool("a"), 2, node)], _daemonSets, Given.Context());
        Assert.Equal(1, cluster.NodeCount);
    }

    [Fact]
    public void Decide_AnyPools_NeverAsksForMoreThanAllowedAndIsSettledOnceTheNodesAreUpcoming()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 60; round++)
        {
            var pools = Enumerable.Range(0, random.Next(1, 4))
                .Select(i => Given.State(Given.Pool("p" + i, random.Next(0, 6), 0, random.Next(1, 9) + "000m", random.Next(2, 33) + "Gi")))
                .ToArray();
            var pods = Enumerable.Range(0, random.Next(1, 25)).Select(i => Given.Pending("pod" + i, random.Next(100, 4000) + "m", random.Next(100, 8000) + "Mi")).ToArray();
            var decision = Decide(pools, pods);
            Assert.All(decision.Increases, increase => Assert.InRange(increase.Target, 1, increase.Pool.Max));
            var told = decision.Increases.SelectMany(increase => increase.Pods).Concat(decision.NotHelped.Select(entry => entry.Pod));
            Assert.Equal(pods.Length, told.Distinct().Count());
            var later = pools.Select(pool => decision.Increases.FirstOrDefault(increase => increase.Pool == pool) is { } increase
                ? pool with { Target = increase.Target, Upcoming = increase.Target }
                : pool);
            Assert.Empty(Decide([.. later], pods).Increases);
        }
    }

    private ScaleUpDecision Decide(IReadOnlyList<PoolState> pools, IReadOnlyList<Pod> pending, Node[]? nodes = null, Pod[]? pods = null) =>
        ScaleUp.Decide(Given.Cluster(nodes ?? [], pods ?? []), pending, pools, _daemonSets, Given.Context());

    private static Pod[] Pending(int count, string cpu, string memory = "1Gi") => [.. Enumerable.Range(0, count).Select(i => Given.Pending($"pod-{i:00}", cpu, memory))];
}
