using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.ServiceAccounts;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests;

public sealed class ControllerEngineTests
{
    [Fact]
    public async Task RunAsync_DeploymentCreated_ItsPodsAreCreatedAndBound()
    {
        await using var cluster = EngineFixture.Start();
        await CreateNodesAsync(cluster, 3);
        await cluster.CreateAsync(Build.Deployment("web", 6));

        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count(pod => pod.Spec!.NodeName is { Length: > 0 }) == 6);

        Assert.Equal(3, (await cluster.ListAsync<Pod>()).Select(pod => pod.Spec!.NodeName).Distinct().Count());
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).Count(told => told.Reason == "Scheduled") == 6);
        var scheduled = (await cluster.ListAsync<Event>()).First(told => told.Reason == "Scheduled");
        Assert.Equal($"Successfully assigned default/{scheduled.InvolvedObject.Name}", scheduled.Message![..scheduled.Message!.LastIndexOf(" to ", StringComparison.Ordinal)]);
        Assert.Equal(("default-scheduler", "Pod", "v1"), (scheduled.ReportingComponent, scheduled.InvolvedObject.Kind, scheduled.InvolvedObject.ApiVersion));
        Assert.Empty(cluster.Faults);
    }

    [Fact]
    public async Task RunAsync_ItemOfUnknownController_IsReported()
    {
        await using var cluster = EngineFixture.Start();

        await cluster.RingAsync(new WorkItem("nobody", new ObjectKey("default", "web")));

        await cluster.UntilAsync(() => Task.FromResult(!cluster.Faults.IsEmpty));
        Assert.Contains("nobody", Assert.Single(cluster.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DeploymentDeleted_NothingOfItIsLeft()
    {
        await using var cluster = EngineFixture.Start();
        await cluster.CreateAsync(Build.Deployment("web", 3));
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count == 3);

        await cluster.Client.DeleteAsync<Deployment>("default", "web", new DeleteOptions(), default);

        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count == 0 && (await cluster.ListAsync<ReplicaSet>()).Count == 0);
        Assert.Empty(cluster.Faults);
    }

    [Fact]
    public async Task RunAsync_ForegroundDeletion_OwnerGoesLast()
    {
        await using var cluster = EngineFixture.Start();
        await cluster.CreateAsync(Build.Deployment("web", 2));
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count == 2);

        await cluster.Client.DeleteAsync<Deployment>("default", "web", new DeleteOptions { PropagationPolicy = "Foreground" }, default);

        await cluster.UntilAsync(async () =>
        {
            if ((await cluster.ListAsync<Deployment>()).Count > 0)
                return false;
            Assert.Empty(await cluster.ListAsync<ReplicaSet>());
            return true;
        });
    }

    [Fact]
    public async Task RunAsync_PodFitsNowhere_SaysWhyAndIsBoundWhenRoomAppears()
    {
        await using var cluster = EngineFixture.Start();
        await cluster.CreateAsync(Build.Pod("web", phase: "Pending") with { Status = null });
        await cluster.UntilAsync(async () => PodProgress.Condition(await PodAsync(cluster, "web"), "PodScheduled") is { Status: "False", Reason: "Unschedulable" });
        Assert.Equal("no nodes available to schedule pods", PodProgress.Condition(await PodAsync(cluster, "web"), "PodScheduled")!.Message);
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).Any(told => told.Reason == "FailedScheduling"));

        await CreateNodesAsync(cluster, 1);

        await cluster.UntilAsync(async () => (await PodAsync(cluster, "web")).Spec!.NodeName == "node-0");
    }

    [Fact]
    public async Task RunAsync_NamespaceCreatedThenDeleted_IsFurnishedThenEmptied()
    {
        await using var cluster = EngineFixture.Start();
        await cluster.CreateAsync(new Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new ObjectMeta { Name = "default" }, Spec = new NamespaceSpec { Finalizers = ["kubernetes"] } });
        await cluster.UntilAsync(async () => (await cluster.ListAsync<ServiceAccount>()).Count == 1 && (await cluster.ListAsync<ConfigMap>()).Count == 1);
        await cluster.CreateAsync(Build.Deployment("web", 2));
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count == 2);

        await cluster.Client.DeleteAsync<Namespace>("", "default", new DeleteOptions(), default);

        await cluster.UntilAsync(async () => (await cluster.ListAsync<Namespace>()).Count == 0);
        Assert.Empty(await cluster.ListAsync<Pod>());
        Assert.Empty(await cluster.ListAsync<ConfigMap>());
    }

    [Fact]
    public async Task RunAsync_NodeLost_ItsPodsAreReplacedWithinAMinute()
    {
        await using var cluster = EngineFixture.Start();
        await CreateNodesAsync(cluster, 2);
        var deployment = Build.Deployment("web", 4);
        var toleration = new Toleration
        {
            Key = "node.kubernetes.io/unreachable",
            Operator = "Exists",
            Effect = "NoExecute",
            TolerationSeconds = PodDefaultTolerations.DefaultTolerationSeconds,
        };
        var template = deployment.Spec!.Template;
        await cluster.CreateAsync(deployment with { Spec = deployment.Spec with { Template = template with { Spec = template.Spec! with { Tolerations = [toleration] } } } });
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count(pod => pod.Spec!.NodeName is { Length: > 0 }) == 4);
        var lostAt = cluster.Time.GetUtcNow();

        await cluster.UntilAsync(
            async () =>
            {
                await RenewAsync(cluster, "node-1");
                var pods = await cluster.ListAsync<Pod>();
                return pods.Count(pod => pod.Metadata.DeletionTimestamp is null && pod.Spec!.NodeName == "node-1") == 4;
            },
            TimeSpan.FromMilliseconds(100));

        Assert.InRange(cluster.Time.GetUtcNow() - lostAt, TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(55));
        var node = (await cluster.Client.GetAsync<Node>("", "node-0", default)).Require();
        Assert.Contains(node.Spec!.Taints!, taint => taint is { Key: "node.kubernetes.io/unreachable", Effect: "NoExecute" });
    }

    [Fact]
    public async Task RunAsync_NodesJoin_EachGetsItsOwnPodCidr()
    {
        await using var cluster = EngineFixture.Start();
        await CreateNodesAsync(cluster, 20, withLeases: false);

        await cluster.UntilAsync(async () => (await cluster.ListAsync<Node>()).All(node => node.Spec?.PodCIDR is { Length: > 0 }));

        Assert.Equal(20, (await cluster.ListAsync<Node>()).Select(node => node.Spec!.PodCIDR).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_CreationsRefused_ReportsAndRecovers()
    {
        await using var cluster = EngineFixture.Start();
        var forbidden = ApiStatuses.Forbidden(new("", "v1", "pods"), "", "exceeded quota: q");
        cluster.Client.Refuse = value => value is Pod ? forbidden : null;
        await cluster.CreateAsync(Build.ReplicaSet("web", 3));

        await cluster.UntilAsync(async () => (await cluster.ListAsync<ReplicaSet>())[0].Status?.Conditions?.Any(condition => condition is { Type: "ReplicaFailure", Reason: "FailedCreate" }) == true);
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).Any(told => told is { Reason: "FailedCreate", Type: "Warning" }));

        cluster.Client.Refuse = static _ => null;
        await cluster.UntilAsync(
            async () => (await cluster.ListAsync<Pod>()).Count == 3 && (await cluster.ListAsync<ReplicaSet>())[0].Status is { Replicas: 3, Conditions: null or { Count: 0 } },
            TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task RunAsync_StoppedAgainAndAgainInTheMiddle_StillGetsThereWithoutDoubles()
    {
        await using var cluster = EngineFixture.Start();
        await CreateNodesAsync(cluster, 3);
        await cluster.CreateAsync(Build.Deployment("web", 60));
        for (var created = 1; created <= 40; created += 13)
        {
            await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count >= created);
            await cluster.RestartAsync();
        }

        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count(pod => pod.Spec!.NodeName is { Length: > 0 }) >= 60);
        await cluster.UntilAsync(async () => (await cluster.ListAsync<ReplicaSet>())[0].Status is { Replicas: 60 });

        Assert.Equal(60, (await cluster.ListAsync<Pod>()).Count);
        Assert.Single(await cluster.ListAsync<ReplicaSet>());
        Assert.Empty(cluster.Faults);
    }

    [Fact]
    public async Task RunAsync_EventsGrowOld_AreDeleted()
    {
        await using var cluster = EngineFixture.Start();
        await cluster.CreateAsync(Build.ReplicaSet("web", 1));
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).Any(told => told.Reason == "SuccessfulCreate"));

        cluster.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.NotEmpty(await cluster.ListAsync<Event>());
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).All(told => told.Reason != "SuccessfulCreate"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RunAsync_Idle_MakesNoRequests()
    {
        await using var cluster = EngineFixture.Start();
        await CreateNodesAsync(cluster, 1, withLeases: false);
        await cluster.CreateAsync(Build.Deployment("web", 2));
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Pod>()).Count(pod => pod.Spec!.NodeName is { Length: > 0 }) == 2);
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Deployment>())[0].Status?.UpdatedReplicas == 2);
        await cluster.UntilAsync(async () => (await cluster.ListAsync<Event>()).Count(told => told.Reason == "Scheduled") == 2);
        var before = cluster.Client.Requests.Values.Sum();

        for (var i = 0; i < 20; i++)
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        Assert.Equal(before, cluster.Client.Requests.Values.Sum());
    }

    private static async Task CreateNodesAsync(EngineFixture cluster, int count, bool withLeases = true)
    {
        for (var i = 0; i < count; i++)
        {
            var name = $"node-{i}";
            var resources = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = Quantity.Parse("110") };
            var node = Build.Node(name);
            await cluster.CreateAsync(node with { Status = node.Status! with { Allocatable = resources, Capacity = resources } });
            if (withLeases)
                await RenewAsync(cluster, name);
        }
    }

    private static async Task RenewAsync(EngineFixture cluster, string node)
    {
        var lease = new Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new ObjectMeta { Namespace = "kube-node-lease", Name = node },
            Spec = new LeaseSpec { HolderIdentity = node, RenewTime = cluster.Time.GetUtcNow() },
        };
        var current = await cluster.Client.GetAsync<Lease>("kube-node-lease", node, default);
        if (current.Succeeded)
            (await cluster.Client.UpdateAsync(current.Value with { Spec = lease.Spec }, null, default)).Require();
        else
            await cluster.CreateAsync(lease);
    }

    private static async Task<Pod> PodAsync(EngineFixture cluster, string name) => (await cluster.Client.GetAsync<Pod>("default", name, default)).Require();
}
