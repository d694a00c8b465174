using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Bindings;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.References;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.InProcess;

public sealed class PodCopiesTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    [Fact]
    public async Task Create_ManyOfOneTemplate_DifferInNameUidAndTimesOnly()
    {
        await using var api = await ServedApi.StartAsync(_time);
        await api.CreateDefaultAccountAsync();
        var client = api.Api.CreateClient("system:kube-controller-manager");
        var template = Template();
        var trees = new List<JsonObject>();
        foreach (var name in new[] { "web-aaaaa", "web-bbbbb", "web-ccccc", "web-ddddd" })
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            var typed = (await client.CreateAsync(Named(template, name), null, CancellationToken.None)).Require();
            Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), typed.Metadata.CreationTimestamp!.Value.ToUnixTimeSeconds());
            trees.Add((JsonObject)(await SameAsStoredAsync(api, client, name)).Json);
        }

        Assert.Equal(4, trees.Select(tree => (string)tree["metadata"]!["uid"]!).Distinct().Count());
        Assert.All(trees, tree => Assert.Equal((string)tree["metadata"]!["creationTimestamp"]!, (string)tree["metadata"]!["managedFields"]![0]!["time"]!));
        var first = Comparable(trees[0]);
        Assert.All(trees.Skip(1), tree => Assert.True(JsonNode.DeepEquals(first, Comparable(tree)), $"{first}\n{tree}"));
        Assert.Equal("kube-controller-manager", (string)trees[3]["metadata"]!["managedFields"]![0]!["manager"]!);
    }

    [Fact]
    public async Task Create_NameIsTaken_AlreadyExists()
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out var template);
        Assert.Equal("AlreadyExists", (await client.CreateAsync(Named(template, "web-bbbbb"), null, CancellationToken.None)).Error?.Reason);
    }

    [Fact]
    public async Task Create_OwnerHasGainedPods_Conflict()
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out var template);
        var late = await client.CreateAsync(Named(template, "web-eeeee"), new OwnerGuard("owner-uid", "1"), CancellationToken.None);
        Assert.Equal("Conflict", late.Error?.Reason);
    }

    [Fact]
    public async Task Create_AccountHasChanged_NextPodGetsWhatItSays()
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out var template);
        (await api.SendAsync("PATCH", "/api/v1/namespaces/default/serviceaccounts/default", """{"imagePullSecrets":[{"name":"key"}]}""", "application/merge-patch+json")).Expect(200);
        foreach (var name in new[] { "web-eeeee", "web-fffff" })
        {
            var pod = (await client.CreateAsync(Named(template, name), null, CancellationToken.None)).Require();
            Assert.Equal("key", Assert.Single(pod.Spec!.ImagePullSecrets!).Name);
        }
    }

    [Fact]
    public async Task Create_NamespaceIsGoingAway_Forbidden()
    {
        await using var api = await ServedApi.StartAsync(_time);
        (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"going"}}""")).Expect(201);
        (await api.PostAsync("/api/v1/namespaces/going/serviceaccounts", """{"metadata":{"name":"default"}}""")).Expect(201);
        var pod = Template();
        var client = await PreparedAsync(api, pod with { Metadata = pod.Metadata with { Namespace = "going" } }, out var template);
        (await api.SendAsync("DELETE", "/api/v1/namespaces/going")).Expect(200);
        var late = await client.CreateAsync(Named(template, "web-eeeee"), null, CancellationToken.None);
        Assert.Equal("NamespaceTerminating", late.Error?.Details?.Causes?.Single().Reason);
    }

    [Fact]
    public async Task Create_LabelsDiffer_AreNotThoseOfTheFirst()
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out var template);
        var other = Named(template, "web-eeeee");
        other = other with { Metadata = other.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "other" } } };
        Assert.Equal("other", (await client.CreateAsync(other, null, CancellationToken.None)).Require().Metadata.Labels!["app"]);
    }

    [Fact]
    public async Task Bind_Pod_DecodesAsItIsStored()
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out _);
        (await client.PostAsync<Pod, Binding>("default", "web-ccccc", "binding", To("node-1"), CancellationToken.None)).Require();
        var answer = await SameAsStoredAsync(api, client, "web-ccccc");
        Assert.Equal("node-1", (string)answer.Json["spec"]!["nodeName"]!);
        var condition = Assert.Single((JsonArray)answer.Json["status"]!["conditions"]!);
        Assert.Equal("""{"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-01-02T03:04:05Z"}""", condition!.ToJsonString());
        var again = await client.PostAsync<Pod, Binding>("default", "web-ccccc", "binding", To("node-2"), CancellationToken.None);
        Assert.Equal("Conflict", again.Error?.Reason);
    }

    [Theory]
    [InlineData("""{"status":{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}}""", 1)]
    [InlineData("""{"status":{"conditions":[{"type":"other.example/thing","status":"True"}]}}""", 2)]
    [InlineData("""{"status":{"conditions":[]}}""", 1)]
    public async Task Bind_PodWithConditions_KeepsOthersAndReplacesItsOwn(string status, int count)
    {
        await using var api = await ServedApi.StartAsync(_time);
        var client = await PreparedAsync(api, Template(), out _);
        (await api.SendAsync("PATCH", $"{Pods}/web-ccccc/status", status, "application/merge-patch+json")).Expect(200);
        (await client.PostAsync<Pod, Binding>("default", "web-ccccc", "binding", To("node-1"), CancellationToken.None)).Require();
        var pod = (await SameAsStoredAsync(api, client, "web-ccccc")).Json;
        var conditions = (JsonArray)pod["status"]!["conditions"]!;
        Assert.Equal(count, conditions.Count);
        var scheduled = Assert.Single(conditions, condition => (string)condition!["type"]! == "PodScheduled")!;
        Assert.Equal("True", (string)scheduled["status"]!);
        Assert.Null(scheduled["reason"]);
    }

    private static Task<IObjectClient> PreparedAsync(ServedApi api, Pod template, out Pod same)
    {
        same = template;
        return CreateAsync();

        async Task<IObjectClient> CreateAsync()
        {
            await api.CreateDefaultAccountAsync();
            var client = api.Api.CreateClient("system:kube-controller-manager");
            foreach (var name in new[] { "web-aaaaa", "web-bbbbb", "web-ccccc" })
                (await client.CreateAsync(Named(template, name), null, CancellationToken.None)).Require();
            return client;
        }
    }

    // What the writer handed on must be what decoding gives.
    private static async Task<ServedApi.Answer> SameAsStoredAsync(ServedApi api, IObjectClient client, string name)
    {
        var answer = (await api.GetAsync($"{Pods}/{name}")).Expect(200);
        var known = (await client.GetAsync<Pod>("default", name, CancellationToken.None)).Require();
        var decoded = ObjectJson.Deserialize<Pod>(System.Text.Encoding.UTF8.GetBytes(answer.Text));
        Assert.Equal(ObjectJson.ToJsonObject(decoded).ToJsonString(), ObjectJson.ToJsonObject(known).ToJsonString());
        return answer;
    }

    private static JsonObject Comparable(JsonObject pod)
    {
        var volume = (string)pod["spec"]!["volumes"]![0]!["name"]!;
        var copy = JsonNode.Parse(pod.ToJsonString().Replace(volume, "volume", StringComparison.Ordinal))!.AsObject();
        foreach (var field in new[] { "name", "uid", "resourceVersion", "creationTimestamp" })
            copy["metadata"]!.AsObject().Remove(field);
        copy["metadata"]!["managedFields"]![0]!.AsObject().Remove("time");
        return copy;
    }

    private static Binding To(string node) => new() { Target = new ObjectReference { Kind = "Node", Name = node } };

    private static Pod Named(Pod template, string name) => template with { Metadata = template.Metadata with { Name = name } };

    private static Pod Template() => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new ObjectMeta
        {
            GenerateName = "web-",
            Namespace = "default",
            Labels = new Dictionary<string, string> { ["app"] = "web" },
            Annotations = new Dictionary<string, string> { ["example.com/restarted"] = "2026-01-02T03:04:05Z" },
            OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "web", Uid = "owner-uid", Controller = true }],
        },
        Spec = new PodSpec { Containers = [new Container { Name = "main", Image = "example.com/web:1" }] },
    };
}
