using System.Text.Json.Nodes;
using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Scheduling;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

/// <summary>Objects of the tests of node pools.</summary>
internal static class Given
{
    public const string ScaleSets = "/subscriptions/00000000-0000-0000-0000-0000000000a1/resourceGroups/cluster/providers/Microsoft.Compute/virtualMachineScaleSets/";

    public static readonly DateTimeOffset Now = Build.Start;

    public static ReconcileContext Context(DateTimeOffset? now = null) => new(now ?? Now, new SeededIds(3));

    public static NodePool Pool(string name, int max = 10, int min = 0, string cpu = "4", string memory = "16Gi", bool spot = false) => new()
    {
        ApiVersion = "cloudorchestrator.io/v1",
        Kind = "NodePool",
        Metadata = new ObjectMeta { Name = name },
        Spec = new NodePoolSpec
        {
            ScaleSet = ScaleSets + name,
            Min = min,
            Max = max,
            Spot = spot,
            Template = new NodePoolTemplate { Labels = Build.Labels("pool=" + name), Capacity = Amounts(cpu, memory) },
            ScaleDown = new NodePoolScaleDown { UtilizationThreshold = 0.5, UnneededAfter = "10m0s" },
        },
    };

    public static IReadOnlyDictionary<string, Quantity> Amounts(string cpu, string memory) => new Dictionary<string, Quantity>
    {
        ["cpu"] = Quantity.Parse(cpu),
        ["memory"] = Quantity.Parse(memory),
        ["pods"] = Quantity.Parse("110"),
    };

    public static Node Node(string name, string pool, string cpu = "4", string memory = "16Gi", string? machine = null, bool ready = true)
    {
        var node = Build.Node(name, ready ? "True" : "Unknown");
        return node with
        {
            Metadata = node.Metadata with { Labels = Build.Labels("kubernetes.io/hostname=" + name, "pool=" + pool) },
            Spec = new NodeSpec { ProviderID = $"azure://{ScaleSets}{pool}/virtualMachines/{machine ?? name}" },
            Status = node.Status! with { Allocatable = Amounts(cpu, memory) },
        };
    }

    public static Pod Pod(string name, string cpu, string? node = null, string memory = "1Gi", bool replicated = true)
    {
        var pod = Build.Pod(name, replicated ? Owner : null, node, ready: true);
        return pod with
        {
            Metadata = pod.Metadata with { Uid = "uid-" + name },
            Spec = pod.Spec! with
            {
                Containers =
                [
                    new Container
                    {
                        Name = "main",
                        Image = "web:1",
                        Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) } },
                    },
                ],
            },
        };
    }

    public static Pod Pending(string name, string cpu, string memory = "1Gi")
    {
        var pod = Pod(name, cpu, null, memory);
        return pod with
        {
            Status = new PodStatus { Phase = "Pending", Conditions = [new PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable" }] },
        };
    }

    public static Pod Annotated(this Pod pod, string key, string value) =>
        pod with { Metadata = pod.Metadata with { Annotations = new Dictionary<string, string> { [key] = value } } };

    public static Pod With(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec!) };

    public static PoolState State(NodePool pool, int upcoming = 0, params Node[] nodes) => new(pool, nodes, nodes.Length + upcoming, upcoming);

    public static ClusterState Cluster(IEnumerable<Node> nodes, IEnumerable<Pod> pods)
    {
        var state = new ClusterState();
        foreach (var node in nodes)
            state.Set(node);
        foreach (var pod in pods)
            state.Set(pod);
        return state;
    }

    public static JsonNode Json(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value, ObjectJson.Options)!;

    private static IKubernetesObject Owner { get; } = Build.ReplicaSet("web", 1) with { Metadata = Build.Meta("web") with { Uid = "web-uid" } };
}
