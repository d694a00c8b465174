using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>Several processes over one log, in trouble. What is checked at the end holds for every state that was ever stored.</summary>
public sealed class SimulationTests
{
    private const int PodsPerNode = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task SeveralProcessesInTrouble_DeploymentScaledRolledDeleted_GetsThereAndNeverDoublesNorOvercommits(int seed)
    {
        await using var cloud = new SimulatedCloud(seed, instances: 3);
        await cloud.CreateNodesAsync(4, PodsPerNode);
        cloud.Trouble(true);
        await cloud.DoAsync(() => cloud.Api.Client.CreateAsync(Build.Deployment("web", 10), null, default));
        await cloud.UntilAsync("10 pods", () => AllRunAsync(cloud, 10, "web:1"));

        await PatchAsync(cloud, new JsonObject { ["replicas"] = 22 });
        await cloud.UntilAsync("22 pods", () => AllRunAsync(cloud, 22, "web:1"));

        await PatchAsync(cloud, new JsonObject
        {
            ["replicas"] = 12,
            ["template"] = ObjectJson.ToJsonObject(Build.Template("web:2", "app=web")),
        });
        await cloud.UntilAsync("12 pods of the new version", () => AllRunAsync(cloud, 12, "web:2"));

        await cloud.DoAsync(() => cloud.Api.Client.DeleteAsync<Deployment>("default", "web", new DeleteOptions(), default));
        cloud.Trouble(false);
        await cloud.UntilAsync("nothing", async () => (await cloud.Api.ListAsync<Pod>()).Count == 0 && (await cloud.Api.ListAsync<ReplicaSet>()).Count == 0);

        Assert.True(cloud.Kills > 0);
        await NeverDoubledAsync(cloud);
        await NeverOvercommittedAsync(cloud);
    }

    private static Task PatchAsync(SimulatedCloud cloud, JsonObject spec) => cloud.DoAsync(() => cloud.Api.Client.PatchAsync<Deployment>(
        "default", "web", new PatchBody(PatchBody.MergePatch, new JsonObject { ["spec"] = spec.DeepClone() }, "test"), null, default));

    private static async Task<bool> AllRunAsync(SimulatedCloud cloud, int count, string image)
    {
        var pods = await cloud.Api.ListAsync<Pod>();
        return pods.Count == count && pods.All(pod => pod.Status?.Phase == "Running" && pod.Spec!.Containers[0].Image == image);
    }

    private static async Task NeverDoubledAsync(SimulatedCloud cloud)
    {
        var wanted = (await cloud.HistoryAsync("apps/replicasets"))
            .Select(record => ObjectJson.Deserialize<ReplicaSet>(record.Value.Span))
            .GroupBy(set => set.Metadata.Uid!)
            .ToDictionary(versions => versions.Key, versions => versions.Max(set => set.Spec!.Replicas));
        var live = new Dictionary<ObjectKey, string>();
        foreach (var record in await cloud.HistoryAsync("pods"))
        {
            var pod = ObjectJson.Deserialize<Pod>(record.Value.Span);
            if (record.Type == LogRecordType.Delete || pod.Metadata.DeletionTimestamp is not null)
                live.Remove(record.Key);
            else
                live[record.Key] = pod.Metadata.OwnerReferences![0].Uid;
            foreach (var set in live.Values.GroupBy(uid => uid))
                Assert.True(set.Count() <= wanted[set.Key], $"{set.Count()} pods of a ReplicaSet that wanted {wanted[set.Key]} at most, at revision {record.Revision}");
        }
    }

    private static async Task NeverOvercommittedAsync(SimulatedCloud cloud)
    {
        var nodes = new Dictionary<ObjectKey, string>();
        foreach (var record in await cloud.HistoryAsync("pods"))
        {
            var node = ObjectJson.Deserialize<Pod>(record.Value.Span).Spec!.NodeName;
            if (record.Type == LogRecordType.Delete || string.IsNullOrEmpty(node))
                nodes.Remove(record.Key);
            else
                nodes[record.Key] = node;
            Assert.All(nodes.Values.GroupBy(name => name), group => Assert.InRange(group.Count(), 1, PodsPerNode));
        }
    }
}
