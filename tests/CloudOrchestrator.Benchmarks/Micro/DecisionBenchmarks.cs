using BenchmarkDotNet.Attributes;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Selectors;
using CloudOrchestrator.Scheduling;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Benchmarks.Micro;

/// <summary>The pure functions that decide, and what they are built of.</summary>
public class DecisionBenchmarks
{
    private const int Nodes = 5000;
    private const int Pods = 150_000;
    private readonly ClusterState _cluster = new();
    private readonly ObjectWorld _world = new();
    private readonly ReconcileContext _context = new(Build.Start, new SeededIds(3));
    private readonly Pod _pending = Of("pending", null);
    private readonly Pod[] _thousand = [.. Enumerable.Range(0, 1000).Select(number => Of($"pending-{number}", null))];
    private readonly LabelMatcher _selector = LabelMatcher.Parse("app=web,tier in (front,back),!canary").Require();
    private readonly Dictionary<string, string> _labels = new() { ["app"] = "web", ["tier"] = "back", ["pod-template-hash"] = "5d9c7b8f6" };
    private readonly DeploymentReconciler _reconciler = new();
    private readonly ObjectKey _deployment = new("default", "web");

    [GlobalSetup]
    public void Fill()
    {
        for (var node = 0; node < Nodes; node++)
            _cluster.Set(NodeOf($"node-{node}"));
        for (var pod = 0; pod < Pods; pod++)
            _cluster.Set(Of($"pod-{pod}", $"node-{pod % Nodes}"));
        var deployment = _world.Put(Build.Deployment("web", 3));
        _world.Put(Build.ReplicaSet("web-1", 3) with { Metadata = Build.Meta("web-1", "app=web") with { OwnerReferences = [Build.Controller(deployment)] } });
    }

    [Benchmark]
    public SchedulingDecision ScheduleOnePod() => Scheduler.Decide(_cluster, [_pending], _context);

    [Benchmark(OperationsPerInvoke = 1000)]
    public SchedulingDecision ScheduleOneOfThousand() => Scheduler.Decide(_cluster, _thousand, _context);

    [Benchmark]
    public bool MatchSelector() => _selector.Matches(_labels);

    [Benchmark]
    public Decision ReconcileDeployment() => _reconciler.Decide(_deployment, _world, _context);

    private static Node NodeOf(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name } },
        Spec = new NodeSpec(),
        Status = new NodeStatus { Allocatable = Amounts("16", "64Gi", "110") },
    };

    private static Pod Of(string name, string? node) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["app"] = "bench" }, CreationTimestamp = Build.Start },
        Spec = new PodSpec
        {
            NodeName = node,
            Containers = [new Container { Name = "main", Image = "example.com/app:1", Resources = new ResourceRequirements { Requests = Amounts("10m", "16Mi", null) } }],
        },
    };

    private static Dictionary<string, Quantity> Amounts(string cpu, string memory, string? pods)
    {
        var amounts = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) };
        if (pods is not null)
            amounts["pods"] = Quantity.Parse(pods);
        return amounts;
    }
}
