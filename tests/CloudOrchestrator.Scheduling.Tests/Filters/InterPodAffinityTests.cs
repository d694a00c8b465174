namespace CloudOrchestrator.Scheduling.Tests.Filters;

public sealed class InterPodAffinityTests
{
    private const string Host = "kubernetes.io/hostname";
    private const string Zone = "topology.kubernetes.io/zone";

    [Fact]
    public void Required_AnotherPodsZone_IsFollowed()
    {
        var cluster = Zones(Given.Pod("db", app: "db").On("b1"));
        var decision = cluster.Decide(Given.Many(4, i => Near(Given.Pod($"p{i}"), "db", Zone)));
        Assert.All(decision.Bindings, binding => Assert.StartsWith("b", binding.NodeName));
        Assert.Equal(4, decision.Bindings.Count);
    }

    [Fact]
    public void Required_NobodyToBeNear_Refuses() => Assert.StartsWith(
        "0/4 nodes are available: 4 node(s) didn't match pod affinity rules.",
        Zones().Refusal(Near(Given.Pod("p", app: "web"), "db", Zone)));

    [Fact]
    public void Required_FirstOfItsOwnKind_GoesAnywhereAndTheRestFollow()
    {
        var decision = Zones().Decide(Given.Many(6, i => Near(Given.Pod($"p{i}", app: "web"), "web", Zone)));
        Assert.Equal(6, decision.Bindings.Count);
        Assert.Single(decision.Bindings.Select(binding => binding.NodeName[0]).Distinct());
    }

    [Fact]
    public void Required_OtherNamespace_DoesNotCountUnlessSelected()
    {
        var cluster = Zones(
            Given.Pod("db", app: "db", @namespace: "data").On("b1"),
            new Namespace { Metadata = new ObjectMeta { Name = "data", Labels = new Dictionary<string, string> { ["team"] = "data" } } });
        Assert.NotEmpty(cluster.Decide(Near(Given.Pod("p"), "db", Zone)).Unschedulable);
        var selecting = Near(Given.Pod("p"), "db", Zone, term => term with { NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["team"] = "data" } } });
        Assert.StartsWith("b", cluster.Place(selecting));
        Assert.StartsWith("b", cluster.Place(Near(Given.Pod("p"), "db", Zone, term => term with { Namespaces = ["data"] })));
    }

    [Fact]
    public void RequiredAnti_OwnKind_OnePerNode()
    {
        var decision = Zones().Decide(Given.Many(5, i => Away(Given.Pod($"p{i}", app: "web"), "web", Host)));
        Assert.Equal(4, decision.Bindings.Select(binding => binding.NodeName).Distinct().Count());
        Assert.StartsWith("0/4 nodes are available: 4 node(s) didn't match pod anti-affinity rules.", Assert.Single(decision.Unschedulable).Message);
    }

    [Fact]
    public void RequiredAnti_OfExistingPod_KeepsOthersAway()
    {
        var cluster = Zones(Away(Given.Pod("alone", app: "alone"), "web", Zone).On("a1"));
        var decision = cluster.Decide(Given.Many(4, i => Given.Pod($"p{i}", app: "web")));
        Assert.All(decision.Bindings, binding => Assert.StartsWith("b", binding.NodeName));
        cluster.RemoveNode("b1");
        cluster.RemoveNode("b2");
        Assert.StartsWith("0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules.", cluster.Refusal(Given.Pod("p", app: "web")));
    }

    [Fact]
    public void RequiredAnti_OfPodPlacedInTheSameDecision_KeepsOthersAway()
    {
        var alone = Away(Given.Pod("alone", app: "alone"), "web", Zone).With(spec => spec with { Priority = 10 });
        var decision = Zones().Decide([alone, .. Given.Many(4, i => Given.Pod($"p{i}", app: "web"))]);
        var zone = decision.Bindings[0].NodeName[0];
        Assert.All(decision.Bindings.Skip(1), binding => Assert.NotEqual(zone, binding.NodeName[0]));
        Assert.Equal(5, decision.Bindings.Count);
    }

    [Fact]
    public void Preferred_AndAvoided_ShiftTheScore()
    {
        var cluster = Zones(Given.Pod("db", app: "db").On("b1"));
        Assert.StartsWith("b", cluster.Place(Given.Pod("p").With(spec => spec with
        {
            Affinity = new Affinity { PodAffinity = new PodAffinity { PreferredDuringSchedulingIgnoredDuringExecution = [Weighted("db", Zone)] } },
        })));
        Assert.StartsWith("a", cluster.Place(Given.Pod("p").With(spec => spec with
        {
            Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { PreferredDuringSchedulingIgnoredDuringExecution = [Weighted("db", Zone)] } },
        })));
    }

    private static ClusterState Zones(params object[] more) => Given.Cluster(
        [Given.Node("a1", zone: "a"), Given.Node("a2", zone: "a"), Given.Node("b1", zone: "b"), Given.Node("b2", zone: "b"), .. more]);

    private static WeightedPodAffinityTerm Weighted(string app, string key) =>
        new() { Weight = 100, PodAffinityTerm = new() { TopologyKey = key, LabelSelector = Given.App(app) } };

    private static Pod Near(Pod pod, string app, string key, Func<PodAffinityTerm, PodAffinityTerm>? change = null)
    {
        var term = new PodAffinityTerm { TopologyKey = key, LabelSelector = Given.App(app) };
        return pod.With(spec => spec with
        {
            Affinity = new Affinity { PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [change?.Invoke(term) ?? term] } },
        });
    }

    private static Pod Away(Pod pod, string app, string key) => pod.With(spec => spec with
    {
        Affinity = new Affinity
        {
            PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [new() { TopologyKey = key, LabelSelector = Given.App(app) }] },
        },
    });
}
