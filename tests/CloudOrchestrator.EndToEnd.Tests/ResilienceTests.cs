using System.Text.Json.Nodes;
using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.EndToEnd.Tests;

/// <summary>The promises users depend on, kept by real control planes (one process, and Azure Functions on emulators), nodes, engines and packet filters.</summary>
public sealed class ResilienceTests
{
    private const string Echo = "cloudorchestrator/echo";

    // What a user writes who wants no request lost: never fewer pods than asked for, and a pause between leaving the Service and stopping.
    private const string LosslessUpdates =
        "{\"spec\":{\"strategy\":{\"rollingUpdate\":{\"maxUnavailable\":0}},\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":10,\"containers\":[{\"name\":\"echo\"," +
        "\"readinessProbe\":{\"httpGet\":{\"path\":\"/healthz\",\"port\":8080},\"periodSeconds\":1},\"lifecycle\":{\"preStop\":{\"sleep\":{\"seconds\":3}}}}]}}}}";

    [ClusterTheory]
    [InlineData(21, false)]
    [InlineData(31, true)]
    public async Task RollingUpdate_UnderConstantLoad_LosesNoRequest(int number, bool azure)
    {
        await using var cluster = await LocalCluster.StartAsync(number, nodes: 3, azure);
        var url = await ServeAsync(cluster, "web", replicas: 3);
        await using var fresh = NodePortLoad.Start(url, clients: 4, keepAlive: false);
        await using var kept = NodePortLoad.Start(url, clients: 4, keepAlive: true);

        await cluster.KubectlAsync($"set image deployment/web echo={Echo}:1.1");
        await cluster.KubectlAsync("rollout status deployment/web --timeout=120s");
        await cluster.KubectlAsync("rollout undo deployment/web");
        await cluster.KubectlAsync("rollout status deployment/web --timeout=120s");

        await fresh.StopAsync();
        await kept.StopAsync();
        Assert.Empty(fresh.Failures);
        Assert.Empty(kept.Failures);
        Assert.True(fresh.Succeeded > 100, $"only {fresh.Succeeded} requests were answered");
        Assert.True(fresh.Versions.Count == 2, $"only versions {string.Join(", ", fresh.Versions.Keys)} answered");
    }

    [ClusterTheory]
    [InlineData(22, false)]
    [InlineData(32, true)]
    public async Task PowerCutOfANode_PodsRunElsewhere_AndTheServiceKeepsAnswering(int number, bool azure)
    {
        await using var cluster = await LocalCluster.StartAsync(number, nodes: 3, azure);
        await ServeAsync(cluster, "web", replicas: 3);
        var port = await cluster.KubectlAsync("get service web -o jsonpath={.spec.ports[0].nodePort}");
        var victim = cluster.Nodes[2];
        Assert.Contains(victim.Name, await NodesOfAsync(cluster, "web"));

        await cluster.CutPowerAsync(victim);

        var started = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(
            async () => !(await NodesOfAsync(cluster, "web")).Contains(victim.Name) && await ReadyReplicasAsync(cluster, "web") == 3,
            TimeSpan.FromSeconds(90), "three replicas ready on the other nodes");
        Assert.True(TimeProvider.System.GetElapsedTime(started) <= TimeSpan.FromSeconds(60), $"it took {TimeProvider.System.GetElapsedTime(started)}");
        await using var load = NodePortLoad.Start($"http://{cluster.Nodes[0].Address}:{port}/", clients: 2, keepAlive: false);
        await Eventually.TrueAsync(() => Task.FromResult(load.Succeeded > 50), TimeSpan.FromSeconds(30), "50 answers");
        await load.StopAsync();
        Assert.Empty(load.Failures);
        Assert.Contains("NotReady", await cluster.KubectlAsync($"get node {victim.Name}"));
    }

    [ClusterTheory]
    [InlineData(23, false)]
    [InlineData(33, true)]
    public async Task ControlPlaneKilledMidRollout_Restarted_FinishesIt(int number, bool azure)
    {
        await using var cluster = await LocalCluster.StartAsync(number, nodes: 2, azure);
        var url = await ServeAsync(cluster, "web", replicas: 4);
        await using var load = NodePortLoad.Start(url, clients: 2, keepAlive: false);

        await cluster.KubectlAsync($"set image deployment/web echo={Echo}:1.1");
        await Eventually.TrueAsync(() => IsRollingOutAsync(cluster, "web"), TimeSpan.FromSeconds(30), "the rollout under way");
        await cluster.KillControlPlaneAsync();
        var answered = load.Succeeded;
        await Eventually.TrueAsync(() => Task.FromResult(load.Succeeded > answered + 20), TimeSpan.FromSeconds(20), "answers while the control plane is down");
        await cluster.RestartAsync();

        await cluster.KubectlAsync("rollout status deployment/web --timeout=120s");
        await load.StopAsync();
        Assert.Equal([$"{Echo}:1.1"], (await PodsOfAsync(cluster, "web")).Select(pod => (string?)pod["spec"]!["containers"]![0]!["image"]).Distinct());
        Assert.Empty(load.Failures);
    }

    private static async Task<string> ServeAsync(LocalCluster cluster, string name, int replicas)
    {
        await cluster.KubectlAsync($"create deployment {name} --image={Echo}:1.0 --port=8080 --replicas={replicas}");
        await cluster.KubectlAsync($"patch deployment {name} -p '{LosslessUpdates}'");
        await cluster.KubectlAsync($"expose deployment {name} --type=NodePort --port=80 --target-port=8080");
        await cluster.KubectlAsync($"rollout status deployment/{name} --timeout=120s");
        var port = await cluster.KubectlAsync($"get service {name} -o jsonpath={{.spec.ports[0].nodePort}}");
        var url = $"http://{cluster.Nodes[0].Address}:{port}/";
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Eventually.TrueAsync(() => AnswersAsync(client, url), TimeSpan.FromSeconds(30), $"an answer of {url}");
        return url;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string url)
    {
        try
        {
            return (await client.GetAsync(new Uri(url))).IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> NodesOfAsync(LocalCluster cluster, string app) =>
        [.. (await PodsOfAsync(cluster, app)).Select(pod => (string?)pod["spec"]!["nodeName"] ?? "")];

    /// <summary>The pods that are to stay: those being deleted are left out.</summary>
    private static async Task<IReadOnlyList<JsonNode>> PodsOfAsync(LocalCluster cluster, string app)
    {
        var pods = JsonNode.Parse(await cluster.KubectlAsync($"get pods -l app={app} -o json"))!["items"]!.AsArray();
        return [.. pods.OfType<JsonNode>().Where(pod => pod["metadata"]!["deletionTimestamp"] is null)];
    }

    private static async Task<int> ReadyReplicasAsync(LocalCluster cluster, string name) => await StatusAsync(cluster, name, "readyReplicas");

    private static async Task<int> StatusAsync(LocalCluster cluster, string name, string field)
    {
        var deployment = JsonNode.Parse(await cluster.KubectlAsync($"get deployment {name} -o json"))!;
        return (int?)deployment["status"]![field] ?? 0;
    }

    // The numbers of a status that has not observed the new template are those of the rollout before.
    private static async Task<bool> IsRollingOutAsync(LocalCluster cluster, string name)
    {
        var deployment = JsonNode.Parse(await cluster.KubectlAsync($"get deployment {name} -o json"))!;
        var status = deployment["status"]!;
        return (long)status["observedGeneration"]! == (long)deployment["metadata"]!["generation"]! && (int?)status["updatedReplicas"] >= 1;
    }
}
