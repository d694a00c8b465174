namespace CloudOrchestrator.Scheduling.Tests.Filters;

public sealed class PodTopologySpreadTests
{
    private const string Zone = "topology.kubernetes.io/zone";

    [Fact]
    public void DoNotSchedule_MaxSkewOne_AlternatesZones()
    {
        var decision = Zones().Decide(Given.Many(9, i => Spread(Given.Pod($"p{i}", app: "web"))));
        Assert.Equal([3, 3, 3], decision.Bindings.GroupBy(binding => binding.NodeName[0]).Select(zone => zone.Count()));
    }

    [Fact]
    public void DoNotSchedule_OtherZoneClosed_RefusesInKubernetesWords()
    {
        var cluster = Given.Cluster(
            Given.Node("a1", zone: "a"), Given.Node("b1", zone: "b", cpu: "0"), Given.Node("x"), Given.Pod("e", app: "web").On("a1"));
        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod topology spread constraints, "
            + "1 node(s) didn't match pod topology spread constraints (missing required label). "
            + "preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.",
            cluster.Refusal(Spread(Given.Pod("p", app: "web", cpu: "1"))));
    }

    [Fact]
    public void DoNotSchedule_FewerDomainsThanMinDomains_CountsAnEmptyOne()
    {
        var pods = Given.Many(5, i => Spread(Given.Pod($"p{i}", app: "web"), constraint => constraint with { MinDomains = 4 }));
        var decision = Zones().Decide(pods);
        Assert.Equal((3, 2), (decision.Bindings.Count, decision.Unschedulable.Count));
    }

    [Fact]
    public void DoNotSchedule_ZoneOutsideNodeSelector_IsNoDomain()
    {
        var cluster = Given.Cluster(Given.Node("a1", zone: "a").Labelled("pool", "x"), Given.Node("b1", zone: "b").Labelled("pool", "x"), Given.Node("c1", zone: "c"));
        var decision = cluster.Decide(Given.Many(4, i => Spread(Given.Pod($"p{i}", app: "web"))
            .With(spec => spec with { NodeSelector = new Dictionary<string, string> { ["pool"] = "x" } })));
        Assert.Equal(4, decision.Bindings.Count);
    }

    [Fact]
    public void DoNotSchedule_TerminatingPods_DoNotCount()
    {
        var leaving = Given.Pod("e", app: "web").On("a1");
        var cluster = Given.Cluster(
            Given.Node("a1", zone: "a"), Given.Node("b1", zone: "b").Cordoned(), leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = Given.Now } });
        Assert.Equal("a1", cluster.Place(Spread(Given.Pod("p", app: "web"))));
    }

    [Fact]
    public void ScheduleAnyway_PrefersTheEmptierZone()
    {
        var cluster = Zones(Given.Pod("e1", app: "web").On("a1"), Given.Pod("e2", app: "web").On("b1"));
        Assert.Equal("c1", cluster.Place(Spread(Given.Pod("p", app: "web"), constraint => constraint with { WhenUnsatisfiable = "ScheduleAnyway" })));
    }

    [Fact]
    public void Defaults_PodsOfAServiceOrReplicaSet_SpreadOverNodesAgainstTheOtherScores()
    {
        // A big empty-looking node would win by free share; the group's spread outweighs it.
        object[] nodes = [Given.Node("big", cpu: "64", memory: "256Gi"), Given.Node("small1", cpu: "8", memory: "16Gi"), Given.Node("small2", cpu: "8", memory: "16Gi")];
        var service = new Service { Metadata = new ObjectMeta { Name = "s", Namespace = "default" }, Spec = new ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "web" } } };
        var replicaSet = new ReplicaSet { Metadata = new ObjectMeta { Name = "rs", Namespace = "default" }, Spec = new ReplicaSetSpec { Selector = Given.App("web") } };
        var pods = Given.Many(3, i => Given.Pod($"p{i}", app: "web", cpu: "200m"));
        var owned = pods.Select(pod => pod with
        {
            Metadata = pod.Metadata with { OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "rs", Uid = "u", Controller = true }] },
        }).ToArray();
        Assert.Equal(3, Given.Cluster([.. nodes, service]).Decide(pods).Bindings.Select(binding => binding.NodeName).Distinct().Count());
        Assert.Equal(3, Given.Cluster([.. nodes, replicaSet]).Decide(owned).Bindings.Select(binding => binding.NodeName).Distinct().Count());
        Assert.True(Given.Cluster(nodes).Decide(pods).Bindings.Select(binding => binding.NodeName).Distinct().Count() < 3);
    }

    private static ClusterState Zones(params object[] more) =>
        Given.Cluster([Given.Node("a1", zone: "a"), Given.Node("b1", zone: "b"), Given.Node("c1", zone: "c"), .. more]);

    private static Pod Spread(Pod pod, Func<TopologySpreadConstraint, TopologySpreadConstraint>? change = null)
    {
        var constraint = new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = Zone, WhenUnsatisfiable = "DoNotSchedule", LabelSelector = Given.App("web") };
        return pod.With(spec => spec with { TopologySpreadConstraints = [change?.Invoke(constraint) ?? constraint] });
    }
}
