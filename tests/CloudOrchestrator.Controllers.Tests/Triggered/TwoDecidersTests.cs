using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>What another process does between a decision's reading and its writing.</summary>
public sealed class TwoDecidersTests : IAsyncLifetime
{
    private static readonly WorkItem SchedulerItem = new("default-scheduler", new ObjectKey("", "pending"));
    private static readonly WorkItem DeploymentItem = new("deployment-controller", new ObjectKey("default", "web"));
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly YieldingLog _log = new(new MemoryLog(TimeProvider.System), 1);
    private readonly ShakyQueue _queue = new(TimeProvider.System, 1);
    private readonly SeededIds _ids = new(9);
    private Instance _one = null!;
    private Instance _two = null!;

    public Task InitializeAsync()
    {
        _one = new Instance(_log, _queue, TimeProvider.System, 1);
        _two = new Instance(_log, _queue, TimeProvider.System, 2);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Scheduler_AnotherBindsToTheSameNodeMeanwhile_NodeIsNotOvercommitted()
    {
        var resources = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = Quantity.Parse("1") };
        var node = Build.Node("small");
        await _one.Client.CreateAsync(node with { Status = node.Status! with { Allocatable = resources, Capacity = resources } }, null, default);
        await CreatePendingAsync("modest", 0);
        var meanwhile = true;
        _log.BeforeAppend = async stream =>
        {
            if (stream != "pods" || !meanwhile)
                return;
            meanwhile = false;
            await CreatePendingAsync("important", 100);
            Assert.Empty(await _two.Engine.HandleAsync([SchedulerItem], default));
        };

        Assert.Empty(await _one.Engine.HandleAsync([SchedulerItem], default));

        Assert.Equal("important", Assert.Single(await _two.ListAsync<Pod>(), pod => pod.Spec!.NodeName == "small").Metadata.Name);
        Assert.Equal("Unschedulable", PodProgress.Condition((await _two.Client.GetAsync<Pod>("default", "modest", default)).Require(), "PodScheduled")?.Reason);
    }

    [Fact]
    public async Task Deployment_AnotherResizesItsOtherSetMeanwhile_StaysWithinMaxSurge()
    {
        (await _two.Client.CreateAsync(Build.Deployment("web", 4, "old"), null, default)).Require();
        await _one.Engine.HandleAsync([DeploymentItem], default);
        var set = Assert.Single(await _two.ListAsync<ReplicaSet>());
        var available = new ReplicaSetStatus { Replicas = 4, ReadyReplicas = 4, AvailableReplicas = 4, ObservedGeneration = 1 };
        (await _two.Client.UpdateAsync(set with { Status = available }, "status", default)).Require();
        var deployment = (await _two.Client.GetAsync<Deployment>("default", "web", default)).Require();
        var template = Build.Deployment("web", 4, "young").Spec!.Template;
        (await _two.Client.UpdateAsync(deployment with { Spec = deployment.Spec! with { Template = template } }, null, default)).Require();
        await _one.Engine.HandleAsync([DeploymentItem], default);
        Assert.Equal(new Dictionary<string, int> { ["old"] = 3, ["young"] = 1 }, await SizesAsync());
        var meanwhile = true;
        _log.BeforeAppend = async stream =>
        {
            if (stream != Kinds.Find(typeof(ReplicaSet))!.Stream || !meanwhile)
                return;
            meanwhile = false;
            set = (await _two.Client.GetAsync<ReplicaSet>("default", set.Metadata.Name!, default)).Require();
            (await _two.Client.UpdateAsync(set with { Spec = set.Spec! with { Replicas = 4 } }, null, default)).Require();
        };

        await _one.Engine.HandleAsync([DeploymentItem], default);

        Assert.False(meanwhile);
        Assert.InRange((await SizesAsync()).Values.Sum(), 4, 5);
    }

    [Fact]
    public async Task GarbageCollector_OwnerIsYoungerThanTheSnapshot_KeepsTheDependent()
    {
        var replicas = await ClusterReplicas.OpenAsync(_one.Store, ResourceAccess.Of(Kinds), default);
        var owner = (await _two.Client.CreateAsync(Build.ReplicaSet("web", 1), null, default)).Require();
        await _two.Client.CreateAsync(Build.Pod("web-1", owner), null, default);
        await replicas.RefreshAsync("pods", default);
        Assert.Null(replicas.Snapshot().Get<ReplicaSet>("default", "web"));

        var outcome = await Handler(replicas).HandleAsync(
            new WorkItem("generic-garbage-collector:pods", new ObjectKey("default", "web-1")), replicas, Surroundings, default);

        Assert.True(outcome.Outcome.Conflict);
        Assert.Single(await _two.ListAsync<Pod>());
    }

    [Fact]
    public async Task GarbageCollector_OwnerIsGone_DeletesTheDependent()
    {
        var owner = (await _two.Client.CreateAsync(Build.ReplicaSet("web", 1), null, default)).Require();
        await _two.Client.CreateAsync(Build.Pod("web-1", owner), null, default);
        await _two.Client.DeleteAsync<ReplicaSet>("default", "web", new DeleteOptions(), default);
        var replicas = await ClusterReplicas.OpenAsync(_one.Store, ResourceAccess.Of(Kinds), default);

        await Handler(replicas).HandleAsync(
            new WorkItem("generic-garbage-collector:pods", new ObjectKey("default", "web-1")), replicas, Surroundings, default);

        Assert.Empty(await _two.ListAsync<Pod>());
    }

    [Fact]
    public async Task NamespaceController_ContentIsYoungerThanItsSnapshot_DoesNotFinalize()
    {
        var space = new Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new ObjectMeta { Name = "team" }, Spec = new NamespaceSpec { Finalizers = ["kubernetes"] } };
        await _two.Client.CreateAsync(space, null, default);
        var replicas = ClusterReplicas.Unopened(_one.Store, ResourceAccess.Of(Kinds));
        var view = new FreshReplicas(replicas);
        await view.EnsureAsync(replicas.Names.Where(stream => stream != "namespaces"), default);
        var late = new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new ObjectMeta { Namespace = "team", Name = "late" } };
        await _two.Client.CreateAsync(late, null, default);
        await _two.Client.DeleteAsync<Namespace>("", "team", new DeleteOptions(), default);

        await Handler(replicas).HandleAsync(new WorkItem("namespace-controller", new ObjectKey("", "team")), view, Surroundings, default);

        Assert.Empty(await _two.ListAsync<ConfigMap>());
        Assert.Equal(["kubernetes"], Assert.Single(await _two.ListAsync<Namespace>()).Spec!.Finalizers!);
    }

    private ReconcileContext Surroundings => new(DateTimeOffset.UnixEpoch, _ids);

    private ItemHandler Handler(ClusterReplicas replicas)
    {
        var executor = new ActionExecutor(_one.Client, replicas, new EventRecorder(_one.Client, Kinds, TimeProvider.System));
        var reconcilers = BuiltInReconcilers.Create(new ControllerEngineOptions { CertificateAuthorityPem = "PEM" }, Kinds);
        return new ItemHandler(reconcilers, [], executor, _one.Client, TimeProvider.System, _ids);
    }

    private async Task<IReadOnlyDictionary<string, int>> SizesAsync() =>
        (await _two.ListAsync<ReplicaSet>()).ToDictionary(set => set.Spec!.Template!.Spec!.Containers[0].Image!, set => set.Spec!.Replicas ?? 1);

    private async Task CreatePendingAsync(string name, int priority)
    {
        var pod = Build.Pod(name, phase: "Pending");
        await _two.Client.CreateAsync(pod with { Status = null, Spec = pod.Spec! with { Priority = priority } }, null, default);
    }
}
