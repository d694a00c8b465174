using System.Globalization;

namespace CloudOrchestrator.Scheduling.Tests;

/// <summary>Short forms for nodes, pods and decisions.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Node Node(string name, string cpu = "4", string memory = "8Gi", string pods = "110", string? zone = null, params Taint[] taints)
    {
        var labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name };
        if (zone is not null)
            labels["topology.kubernetes.io/zone"] = zone;
        return new Node
        {
            Metadata = new ObjectMeta { Name = name, Labels = labels },
            Spec = new NodeSpec { Taints = taints },
            Status = new NodeStatus { Allocatable = Amounts(("cpu", cpu), ("memory", memory), ("pods", pods), ("ephemeral-storage", "100Gi")) },
        };
    }

    public static Node Labelled(this Node node, string key, string value) =>
        node with { Metadata = node.Metadata with { Labels = new Dictionary<string, string>(node.Metadata.Labels!) { [key] = value } } };

    public static Node Cordoned(this Node node) => node with { Spec = node.Spec! with { Unschedulable = true } };

    public static Pod Pod(string name, string? cpu = null, string? memory = null, string @namespace = "default", string? app = null) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = @namespace,
            Labels = app is null ? null : new Dictionary<string, string> { ["app"] = app },
            CreationTimestamp = Now,
        },
        Spec = new PodSpec { Containers = [Container(cpu, memory)] },
    };

    public static Container Container(string? cpu = null, string? memory = null) => new()
    {
        Name = "main",
        Image = "example.test/app:1",
        Resources = new ResourceRequirements { Requests = Amounts(("cpu", cpu), ("memory", memory)) },
    };

    public static Pod With(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec!) };

    public static Pod On(this Pod pod, string node) => pod.With(spec => spec with { NodeName = node });

    public static IReadOnlyDictionary<string, Quantity> Amounts(params (string Name, string? Amount)[] amounts) =>
        amounts.Where(amount => amount.Amount is not null).ToDictionary(amount => amount.Name, amount => Quantity.Parse(amount.Amount!));

    public static LabelSelector App(string app) => new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } };

    public static ClusterState Cluster(params object[] objects)
    {
        var cluster = new ClusterState();
        foreach (var value in objects)
        {
            switch (value)
            {
                case Node node:
                    cluster.Set(node);
                    break;
                case Pod pod:
                    cluster.Set(pod);
                    break;
                case Service service:
                    cluster.Set(service);
                    break;
                case Namespace space:
                    cluster.Set(space);
                    break;
                case ReplicaSet replicaSet:
                    cluster.Set(replicaSet);
                    break;
            }
        }

        return cluster;
    }

    public static SchedulingDecision Decide(this ClusterState cluster, params Pod[] pending) =>
        Scheduler.Decide(cluster, pending, new ReconcileContext(Now, new RandomIdSource()));

    public static string Place(this ClusterState cluster, Pod pod) => Assert.Single(cluster.Decide(pod).Bindings).NodeName;

    public static string Refusal(this ClusterState cluster, Pod pod) => Assert.Single(cluster.Decide(pod).Unschedulable).Message;

    public static Pod[] Many(int count, Func<int, Pod> pod) => [.. Enumerable.Range(0, count).Select(pod)];

    public static string Number(int i) => i.ToString("D4", CultureInfo.InvariantCulture);
}
