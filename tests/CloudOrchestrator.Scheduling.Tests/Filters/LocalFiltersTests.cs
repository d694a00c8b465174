namespace CloudOrchestrator.Scheduling.Tests.Filters;

public sealed class LocalFiltersTests
{
    [Theory]
    [InlineData(null, null, null, null, false)]
    [InlineData("k", "Equal", "v", "NoSchedule", true)]
    [InlineData("k", null, "v", null, true)]
    [InlineData("k", "Equal", "w", "NoSchedule", false)]
    [InlineData("k", "Exists", null, null, true)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData("k", "Exists", null, "NoExecute", false)]
    public void TaintToleration_Toleration_Decides(string? key, string? op, string? value, string? effect, bool fits)
    {
        var cluster = Given.Cluster(Given.Node("a", taints: new Taint { Key = "k", Value = "v", Effect = "NoSchedule" }));
        var pod = Given.Pod("p").With(spec => spec with { Tolerations = op is null && key is null ? null : [new() { Key = key, Operator = op, Value = value, Effect = effect }] });
        if (fits)
            Assert.Equal("a", cluster.Place(pod));
        else
            Assert.StartsWith("0/1 nodes are available: 1 node(s) had untolerated taint {k: v}.", cluster.Refusal(pod));
    }

    [Fact]
    public void NodeUnschedulable_DaemonPodToleratesIt_Fits()
    {
        var cluster = Given.Cluster(Given.Node("a").Cordoned());
        Assert.StartsWith("0/1 nodes are available: 1 node(s) were unschedulable.", cluster.Refusal(Given.Pod("p")));
        Assert.Equal("a", cluster.Place(Given.Pod("p").With(spec => spec with { Tolerations = [new() { Key = "node.kubernetes.io/unschedulable", Operator = "Exists" }] })));
    }

    [Fact]
    public void NodeAffinity_NodeSelector_MustMatch()
    {
        var cluster = Given.Cluster(Given.Node("a"), Given.Node("b").Labelled("disk", "ssd"));
        var pod = Given.Pod("p").With(spec => spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" } });
        Assert.Equal("b", cluster.Place(pod));
        Assert.StartsWith(
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
            cluster.Refusal(pod.With(spec => spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "hdd" } })));
    }

    [Theory]
    [InlineData("In", "3,5", true)]
    [InlineData("NotIn", "5", false)]
    [InlineData("Exists", "", true)]
    [InlineData("DoesNotExist", "", false)]
    [InlineData("Gt", "4", true)]
    [InlineData("Gt", "5", false)]
    [InlineData("Lt", "6", true)]
    public void NodeAffinity_Operators_Hold(string op, string values, bool fits)
    {
        var cluster = Given.Cluster(Given.Node("a").Labelled("n", "5"));
        var requirement = new NodeSelectorRequirement { Key = "n", Operator = op, Values = values.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Equal(fits ? 1 : 0, cluster.Decide(Required(new NodeSelectorTerm { MatchExpressions = [requirement] })).Bindings.Count);
    }

    [Fact]
    public void NodeAffinity_FieldNamesNode_RefusesOthersAsThePreFilterDoes()
    {
        var term = new NodeSelectorTerm { MatchFields = [new() { Key = "metadata.name", Operator = "In", Values = ["b"] }] };
        Assert.Equal("b", Given.Cluster(Given.Node("a"), Given.Node("b")).Place(Required(term)));
        Assert.StartsWith(
            "0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity], 1 node(s) were unschedulable.",
            Given.Cluster(Given.Node("a"), Given.Node("b").Cordoned()).Refusal(Required(term)));
    }

    [Fact]
    public void NodeAffinity_EmptyTerm_MatchesNothing() => Assert.NotEmpty(Given.Cluster(Given.Node("a")).Decide(Required(new NodeSelectorTerm())).Unschedulable);

    [Theory]
    [InlineData(null, "TCP", 8080, false)]
    [InlineData("10.0.0.1", "TCP", 8080, false)]
    [InlineData(null, "UDP", 8080, true)]
    [InlineData(null, "TCP", 8081, true)]
    public void NodePorts_TakenPort_Refuses(string? address, string protocol, int port, bool fits)
    {
        var cluster = Given.Cluster(Given.Node("a"), WithPort(Given.Pod("x").On("a"), null, "TCP", 8080));
        var pod = WithPort(Given.Pod("p"), address, protocol, port);
        if (fits)
            Assert.Equal("a", cluster.Place(pod));
        else
            Assert.StartsWith("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", cluster.Refusal(pod));
    }

    [Fact]
    public void NodePorts_TwoPodsAtOnce_GoApart()
    {
        var decision = Given.Cluster(Given.Node("a"), Given.Node("b")).Decide(Given.Many(3, i => WithPort(Given.Pod($"p{i}"), null, "TCP", 80)));
        Assert.Equal(2, decision.Bindings.Select(binding => binding.NodeName).Distinct().Count());
        Assert.Single(decision.Unschedulable);
    }

    [Fact]
    public void NodeResourcesFit_InitContainersSidecarsAndOverhead_CountAsKubernetesCountsThem()
    {
        // Init: max(1000m, sidecar 300m + 900m) = 1200m; main 500m + sidecar 300m = 800m; so 1200m + overhead 100m.
        var pod = Given.Pod("p", cpu: "500m").With(spec => spec with
        {
            InitContainers = [Given.Container("1"), Given.Container("300m") with { RestartPolicy = "Always" }, Given.Container("900m")],
            Overhead = Given.Amounts(("cpu", "100m")),
        });
        Assert.NotEmpty(Given.Cluster(Given.Node("a", cpu: "1299m")).Decide(pod).Unschedulable);
        Assert.NotEmpty(Given.Cluster(Given.Node("a", cpu: "1300m")).Decide(pod).Bindings);
    }

    [Fact]
    public void NodeResourcesFit_ExtendedResource_IsNamedWhenShort()
    {
        var node = Given.Node("a");
        node = node with { Status = node.Status! with { Allocatable = new Dictionary<string, Quantity>(node.Status.Allocatable!) { ["example.test/gpu"] = Quantity.Parse("1") } } };
        var pod = Given.Pod("p").With(spec => spec with
        {
            Containers = [Given.Container() with { Resources = new ResourceRequirements { Requests = Given.Amounts(("example.test/gpu", "1")) } }],
        });
        var cluster = Given.Cluster(node);
        Assert.Equal("a", cluster.Place(pod));
        cluster.Set((pod with { Metadata = new ObjectMeta { Name = "x", Namespace = "default" } }).On("a"));
        Assert.StartsWith("0/1 nodes are available: 1 Insufficient example.test/gpu.", cluster.Refusal(pod));
    }

    private static Pod Required(NodeSelectorTerm term) => Given.Pod("p").With(spec => spec with
    {
        Affinity = new Affinity { NodeAffinity = new NodeAffinity { RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector { NodeSelectorTerms = [term] } } },
    });

    private static Pod WithPort(Pod pod, string? address, string protocol, int port) => pod.With(spec => spec with
    {
        Containers = [Given.Container() with { Ports = [new() { HostIP = address, HostPort = port, ContainerPortValue = port, Protocol = protocol }] }],
    });
}
