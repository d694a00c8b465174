using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>What another process does between a decision's reading and its writing.</summary>
public sealed class TwoDecidersTests : IAsyncDisposable
{
    private static readonly WorkItem SchedulerItem = new("default-scheduler", new ObjectKey("", "pending"));
    private static readonly WorkItem DeploymentItem = new("deployment-controller", new ObjectKey("default", "web"));
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly TwoInstances _both = new();

    private Instance One => _both.One;

    private Instance Two => _both.Two;

    public ValueTask DisposeAsync() => _both.DisposeAsync();

    [Fact]
    public async Task Scheduler_AnotherBindsToTheSameNodeMeanwhile_NodeIsNotOvercommitted()
    {
        var resources = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = Quantity.Parse("1") };
        var node = Build.Node("small");
        await One.Client.CreateAsync(node with { Status = node.Status! with { Allocatable = resources, Capacity = resources } }, null, default);
        await CreatePendingAsync("modest", 0);
        _both.Meanwhile("pods", async () =>
        {
            await CreatePendingAsync("important", 100);
            Assert.Empty(await Two.Engine.HandleAsync([SchedulerItem], default));
        });

        Assert.Empty(await One.Engine.HandleAsync([SchedulerItem], default));

        Assert.Equal("important", Assert.Single(await Two.ListAsync<Pod>(), pod => pod.Spec!.NodeName == "small").Metadata.Name);
        Assert.Equal("Unschedulable", PodProgress.Condition((await Two.Client.GetAsync<Pod>("default", "modest", default)).Require(), "PodScheduled")?.Reason);
    }

    [Fact]
    public async Task Deployment_AnotherResizesItsOtherSetMeanwhile_StaysWithinMaxSurge()
    {
        (await Two.Client.CreateAsync(Build.Deployment("web", 4, "old"), null, default)).Require();
        await One.Engine.HandleAsync([DeploymentItem], default);
        var set = Assert.Single(await Two.ListAsync<ReplicaSet>());
        var available = new ReplicaSetStatus { Replicas = 4, ReadyReplicas = 4, AvailableReplicas = 4, ObservedGeneration = 1 };
        (await Two.Client.UpdateAsync(set with { Status = available }, "status", default)).Require();
        var deployment = (await Two.Client.GetAsync<Deployment>("default", "web", default)).Require();
        var template = Build.Deployment("web", 4, "young").Spec!.Template;
        (await Two.Client.UpdateAsync(deployment with { Spec = deployment.Spec! with { Template = template } }, null, default)).Require();
        await One.Engine.HandleAsync([DeploymentItem], default);
        Assert.Equal(new Dictionary<string, int> { ["old"] = 3, ["young"] = 1 }, await SizesAsync());
        var meanwhile = true;
        _both.Meanwhile(Kinds.Find(typeof(ReplicaSet))!.Stream, async () =>
        {
            meanwhile = false;
            set = (await Two.Client.GetAsync<ReplicaSet>("default", set.Metadata.Name!, default)).Require();
            (await Two.Client.UpdateAsync(set with { Spec = set.Spec! with { Replicas = 4 } }, null, default)).Require();
        });

        await One.Engine.HandleAsync([DeploymentItem], default);

        Assert.False(meanwhile);
        Assert.InRange((await SizesAsync()).Values.Sum(), 4, 5);
    }

    [Fact]
    public async Task GarbageCollector_OwnerIsYoungerThanTheSnapshot_KeepsTheDependent()
    {
        var replicas = await ClusterReplicas.OpenAsync(One.Store, ResourceAccess.Of(Kinds), default);
        var owner = (await Two.Client.CreateAsync(Build.ReplicaSet("web", 1), null, default)).Require();
        await Two.Client.CreateAsync(Build.Pod("web-1", owner), null, default);
        await replicas.RefreshAsync("pods", default);
        Assert.Null(replicas.Snapshot().Get<ReplicaSet>("default", "web"));

        var outcome = await _both.Handler(replicas).HandleAsync(
            new WorkItem("generic-garbage-collector:pods", new ObjectKey("default", "web-1")), replicas, _both.Surroundings, default);

        Assert.True(outcome.Outcome.Conflict);
        Assert.Single(await Two.ListAsync<Pod>());
    }

    [Fact]
    public async Task GarbageCollector_OwnerIsGone_DeletesTheDependent()
    {
        var owner = (await Two.Client.CreateAsync(Build.ReplicaSet("web", 1), null, default)).Require();
        await Two.Client.CreateAsync(Build.Pod("web-1", owner), null, default);
        await Two.Client.DeleteAsync<ReplicaSet>("default", "web", new DeleteOptions(), default);
        var replicas = await ClusterReplicas.OpenAsync(One.Store, ResourceAccess.Of(Kinds), default);

        await _both.Handler(replicas).HandleAsync(
            new WorkItem("generic-garbage-collector:pods", new ObjectKey("default", "web-1")), replicas, _both.Surroundings, default);

        Assert.Empty(await Two.ListAsync<Pod>());
    }

    [Fact]
    public async Task NamespaceController_ContentIsYoungerThanItsSnapshot_DoesNotFinalize()
    {
        var space = new Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new ObjectMeta { Name = "team" }, Spec = new NamespaceSpec { Finalizers = ["kubernetes"] } };
        await Two.Client.CreateAsync(space, null, default);
        var replicas = ClusterReplicas.Unopened(One.Store, ResourceAccess.Of(Kinds));
        var view = new FreshReplicas(replicas);
        await view.EnsureAsync(replicas.Names.Where(stream => stream != "namespaces"), default);
        var late = new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new ObjectMeta { Namespace = "team", Name = "late" } };
        await Two.Client.CreateAsync(late, null, default);
        await Two.Client.DeleteAsync<Namespace>("", "team", new DeleteOptions(), default);

        await _both.Handler(replicas).HandleAsync(new WorkItem("namespace-controller", new ObjectKey("", "team")), view, _both.Surroundings, default);

        Assert.Empty(await Two.ListAsync<ConfigMap>());
        Assert.Equal(["kubernetes"], Assert.Single(await Two.ListAsync<Namespace>()).Spec!.Finalizers!);
    }

    private async Task<IReadOnlyDictionary<string, int>> SizesAsync() =>
        (await Two.ListAsync<ReplicaSet>()).ToDictionary(set => set.Spec!.Template!.Spec!.Containers[0].Image!, set => set.Spec!.Replicas ?? 1);

    private async Task CreatePendingAsync(string name, int priority)
    {
        var pod = Build.Pod(name, phase: "Pending");
        await Two.Client.CreateAsync(pod with { Status = null, Spec = pod.Spec! with { Priority = priority } }, null, default);
    }
}
