using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.Writing;

public sealed class RepeatedPodsTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private const string Spec = """
        "spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"example.com/web:1","command":["sh","-c","echo \"a\""],
        "resources":{"limits":{"cpu":"1000m"}},"ports":[{"containerPort":8080}]}],"volumes":[{"name":"scratch"}]}
        """;

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"@@","labels":{"app":"web"},"annotations":{"at":"2026-01-02T03:04:05Z","of":"@"}},""" + Spec + "}")]
    [InlineData("{" + Spec + """,  "metadata" : {"generateName":"other-","name":"@@","uid":"mine","creationTimestamp":null}}""")]
    [InlineData("""{"metadata":{"name":"@@","ownerReferences":[{"apiVersion":"batch/v1","kind":"Job","name":"n","uid":"u"}]},"status":{"phase":"Running"},""" + Spec + "}")]
    [InlineData("""{"metadata":{"name":"@@"},"spec":{"serviceAccountName":"default","containers":[{"name":"main","image":"a"}]}}""")]
    public async Task Create_ManyThatDifferInName_CopiesAreWhatTheVerbMakes(string body)
    {
        await using var api = await ServedApi.StartAsync(_time);
        await api.CreateDefaultAccountAsync();
        string[] names = ["web-1", "web-22", "w", "7up", "a-name-that-is-longer-than-all-the-others"];
        var trees = new List<JsonObject>();
        var specs = new List<PodSpec?>();
        foreach (var name in names)
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            var created = (await api.PostAsync(Pods, body.Replace("@@", name, StringComparison.Ordinal))).Expect(201);
            var stored = (await api.GetAsync($"{Pods}/{name}")).Expect(200);
            Assert.Equal(stored.Text, created.Text);
            Assert.Equal(_time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"), (string?)stored.Json["metadata"]!["creationTimestamp"]);
            specs.Add((await SameAsStoredAsync(api, stored)).Spec);
            trees.Add((JsonObject)stored.Json);
        }

        Assert.NotSame(specs[0], specs[1]);
        Assert.All(specs.Skip(2), spec => Assert.Same(specs[1], spec));
        Assert.Equal(names.Length, trees.Select(tree => (string)tree["metadata"]!["uid"]!).Distinct().Count());
        Assert.All(trees, tree => Assert.Equal((string)tree["metadata"]!["creationTimestamp"]!, (string)tree["metadata"]!["managedFields"]![0]!["time"]!));
        var first = Comparable(trees[0]);
        Assert.All(trees.Skip(1), tree => Assert.Equal(first, Comparable(tree)));
    }

    [Fact]
    public async Task Create_ManyWithGeneratedNames_EachHasItsOwn()
    {
        await using var api = await ServedApi.StartAsync(_time);
        await api.CreateDefaultAccountAsync();
        var created = new List<JsonNode>();
        for (var turn = 0; turn < 5; turn++)
            created.Add((await api.PostAsync(Pods, """{"metadata":{"generateName":"web-"},""" + Spec + "}")).Expect(201).Json);
        Assert.All(created, pod => Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string)pod["metadata"]!["name"]!));
        Assert.Equal(5, created.Select(pod => (string)pod["metadata"]!["name"]!).Distinct().Count());
        Assert.Single(created.Select(pod => Comparable((JsonObject)pod)).Distinct());
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"@@","unknown":1},""" + Spec + "}")]
    [InlineData("""{"metadata":{"name":"twice","name":"@@"},""" + Spec + "}")]
    [InlineData("""{"metadata":{"name":"@@"},"metadata":{"name":"@@"},""" + Spec + "}")]
    [InlineData("""
        {"metadata":{"name":"@@","managedFields":[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}}}]},
        """ + Spec + "}")]
    [InlineData("""
        {"metadata":{"name":"@@"},"spec":{"containers":[{"name":"a","image":"a"}],"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":
        {"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}]}}
        """)]
    public async Task Create_OutcomeDependsOnMoreThanTheName_AllGoThroughTheVerb(string body)
    {
        await using var api = await ServedApi.StartAsync(_time);
        await api.CreateDefaultAccountAsync();
        var client = api.Api.CreateClient("system:test");
        var specs = new List<PodSpec?>();
        var warnings = new List<string>();
        foreach (var name in new[] { "web-1", "web-2", "web-3", "web-4" })
        {
            var answer = (await api.PostAsync(Pods, body.Replace("@@", name, StringComparison.Ordinal))).Expect(201);
            warnings.Add(string.Join('|', answer.Warnings));
            specs.Add((await client.GetAsync<Pod>("default", name, CancellationToken.None)).Require().Spec);
        }

        Assert.Equal(4, specs.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Single(warnings.Distinct());
    }

    [Theory]
    [InlineData("Web-5", 422)]
    [InlineData("web_5", 422)]
    [InlineData("-web", 422)]
    [InlineData("web-", 422)]
    [InlineData("web-\\u0035", 201)]
    [InlineData("web.5", 201)]
    [InlineData("a23456789a23456789a23456789a23456789a23456789a23456789a23456789a234", 201)]
    [InlineData("web-2", 409)]
    public async Task Create_NameOfAnotherKind_AnswersAsTheVerbDoes(string name, int code)
    {
        await using var api = await PreparedAsync();
        var answer = (await api.PostAsync(Pods, Body(name))).Expect(code);
        if (code == 201)
            Assert.Equal(name.Replace("\\u0035", "5", StringComparison.Ordinal), (string?)answer.Json["metadata"]!["name"]);
        else
            Assert.Equal(code == 409 ? "AlreadyExists" : "Invalid", (string?)answer.Json["reason"]);
    }

    [Fact]
    public async Task Create_OtherManager_IsTheOneRecorded()
    {
        await using var api = await PreparedAsync();
        var answer = (await api.PostAsync($"{Pods}?fieldManager=other", Body("web-5"))).Expect(201);
        Assert.Equal("other", (string?)answer.Json["metadata"]!["managedFields"]![0]!["manager"]);
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        await using var api = await PreparedAsync();
        (await api.PostAsync($"{Pods}?dryRun=All", Body("web-5"))).Expect(201);
        (await api.GetAsync($"{Pods}/web-5")).Expect(404);
    }

    [Fact]
    public async Task Create_AccountHasChanged_NextPodGetsWhatItSays()
    {
        await using var api = await PreparedAsync();
        const string Account = "/api/v1/namespaces/default/serviceaccounts/default";
        (await api.SendAsync("PATCH", Account, """{"imagePullSecrets":[{"name":"key"}]}""", "application/merge-patch+json")).Expect(200);
        foreach (var name in new[] { "web-5", "web-6", "web-7" })
            Assert.Equal("key", (string?)(await api.PostAsync(Pods, Body(name))).Expect(201).Json["spec"]!["imagePullSecrets"]![0]!["name"]);
    }

    [Fact]
    public async Task Create_OtherNamespace_IsPutThere()
    {
        await using var api = await PreparedAsync();
        (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"other"}}""")).Expect(201);
        (await api.PostAsync("/api/v1/namespaces/other/serviceaccounts", """{"metadata":{"name":"default"}}""")).Expect(201);
        var answer = (await api.PostAsync("/api/v1/namespaces/other/pods", Body("web-5"))).Expect(201);
        Assert.Equal("other", (string?)answer.Json["metadata"]!["namespace"]);
    }

    [Fact]
    public async Task Create_NamespaceIsGoingAway_Forbidden()
    {
        const string Going = "/api/v1/namespaces/going";
        await using var api = await ServedApi.StartAsync(_time);
        (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"going"}}""")).Expect(201);
        (await api.PostAsync($"{Going}/serviceaccounts", """{"metadata":{"name":"default"}}""")).Expect(201);
        foreach (var name in new[] { "web-1", "web-2", "web-3" })
            (await api.PostAsync($"{Going}/pods", Body(name))).Expect(201);
        (await api.SendAsync("DELETE", Going)).Expect(200);
        Assert.Equal("Forbidden", (string?)(await api.PostAsync($"{Going}/pods", Body("web-5"))).Expect(403).Json["reason"]);
    }

    [Fact]
    public async Task Create_BrokenBodies_AreRefusedEachTime()
    {
        await using var api = await PreparedAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            (await api.PostAsync(Pods, """{"metadata":{"name":"a"},"spec":{"containers":[}}""")).Expect(400);
            (await api.PostAsync(Pods, """{"metadata":{"name":"a"},"spec":{"serviceAccountName":"\ud800"}}""")).Expect(400);
            (await api.PostAsync(Pods, """["metadata"]""")).Expect(400);
        }
    }

    private async Task<ServedApi> PreparedAsync()
    {
        var api = await ServedApi.StartAsync(_time);
        await api.CreateDefaultAccountAsync();
        foreach (var name in new[] { "web-1", "web-2", "web-3" })
            (await api.PostAsync(Pods, Body(name))).Expect(201);
        return api;
    }

    private static string Body(string name) => "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"app\":\"web\"}}," + Spec + "}";

    // What the writer handed on must be what decoding gives.
    private static async Task<Pod> SameAsStoredAsync(ServedApi api, ServedApi.Answer answer)
    {
        var known = (await api.Api.CreateClient("system:test").GetAsync<Pod>("default", (string)answer.Json["metadata"]!["name"]!, CancellationToken.None)).Require();
        var decoded = ObjectJson.Deserialize<Pod>(System.Text.Encoding.UTF8.GetBytes(answer.Text));
        Assert.Equal(ObjectJson.ToJsonObject(decoded).ToJsonString(), ObjectJson.ToJsonObject(known).ToJsonString());
        return known;
    }

    private static string Comparable(JsonObject pod)
    {
        var copy = pod.DeepClone().AsObject();
        foreach (var field in new[] { "name", "uid", "resourceVersion", "creationTimestamp" })
            copy["metadata"]!.AsObject().Remove(field);
        copy["metadata"]!["managedFields"]![0]!.AsObject().Remove("time");
        return copy.ToJsonString();
    }
}
