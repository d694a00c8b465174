using System.Text.Json;
using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Azure.Arm;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

/// <summary>The autoscaler over a fake Azure and an in-memory cluster. Machines join and pods are bound when a test says so.</summary>
public abstract class NodePoolFixture : IAsyncLifetime
{
    private protected static readonly ObjectKey Key = new("", "node-pools");

    private FakeArm? _arm;

    private protected FakeArm Arm => _arm!;

    private protected ObjectWorld World { get; } = new();

    private protected ManualTimeProvider Time { get; } = new(Build.Start);

    private protected WorldClient Client { get; private set; } = null!;

    private protected IExternalController Controller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _arm = await FakeArm.StartAsync();
        Client = new WorldClient(World);
        Controller = Create();
    }

    public async Task DisposeAsync() => await _arm!.DisposeAsync();

    private protected IExternalController Create(string? audience = null) => AzureResourceControllers.Create(
        new AzureResourcesOptions { SubscriptionId = "00000000-0000-0000-0000-0000000000a1", ResourceGroup = "cluster", ArmEndpoint = Arm.Endpoint },
        new FakeCredential { Audience = audience },
        KindRegistry.BuiltIn(),
        Time,
        new SeededIds(5))
        .Single(controller => controller.Name == "cluster-autoscaler");

    private protected FakeScaleSet AddPool(NodePool pool, int running = 0)
    {
        World.Put(pool);
        var scaleSet = Arm.Add(new FakeScaleSet(pool.Spec!.ScaleSet).WithRunning(running));
        Join(scaleSet);
        return scaleSet;
    }

    private protected Task<TimeSpan?> PassAsync(IObjectSnapshot? snapshot = null, IObjectClient? client = null, IExternalController? controller = null)
    {
        World.Now = Time.GetUtcNow();
        return (controller ?? Controller).ReconcileAsync(Key, snapshot ?? World, client ?? Client, CancellationToken.None);
    }

    private protected async Task PassAsync(int times, TimeSpan between)
    {
        for (var i = 0; i < times; i++)
        {
            await PassAsync();
            Time.Advance(between);
        }
    }

    /// <summary>Every machine that runs gets its node.</summary>
    private protected void Join(FakeScaleSet scaleSet)
    {
        var pool = scaleSet.Id.Split('/')[^1];
        foreach (var machine in scaleSet.Machines.Where(machine => machine is { ProvisioningState: "Succeeded", PowerState: "running" }))
        {
            if (World.Get<Node>("", $"{pool}-{machine.Id}") is null)
                World.Put(Given.Node($"{pool}-{machine.Id}", pool, machine: machine.Id));
        }
    }

    /// <summary>A node falls silent.</summary>
    private protected void Silence(string node)
    {
        var current = World.Require<Node>("", node);
        World.Put(current with { Status = current.Status! with { Conditions = [new NodeCondition { Type = "Ready", Status = "Unknown" }] } });
    }

    /// <summary>The scheduler binds pods; those without a place stay.</summary>
    private protected void Schedule()
    {
        var pending = World.List<Pod>().Where(pod => string.IsNullOrEmpty(pod.Spec!.NodeName)).ToArray();
        var cluster = Given.Cluster(World.List<Node>(), World.List<Pod>());
        foreach (var binding in Scheduling.Scheduler.Decide(cluster, pending, Given.Context()).Bindings)
            World.Put(binding.Pod with { Spec = binding.Pod.Spec! with { NodeName = binding.NodeName }, Status = new PodStatus { Phase = "Running" } });
    }

    private protected void Remove(Pod pod) => World.Remove<Pod>(pod.Metadata.Namespace!, pod.Metadata.Name!);

    private protected NodePool Pool(string name) => World.Require<NodePool>("", name);

    private protected string Condition(string pool, string type)
    {
        var condition = Pool(pool).Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        return condition is null ? "" : $"{condition.Status} {condition.Reason}";
    }

    private protected IReadOnlyList<string> Events(string reason) =>
        [.. World.List<Event>().Where(told => told.Reason == reason).Select(told => $"{told.InvolvedObject.Kind} {told.InvolvedObject.Name}: {told.Message}")];

    private protected static string Text(object value) => JsonSerializer.Serialize(value);
}
