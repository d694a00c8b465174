namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class PatchVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Apply = "application/apply-patch+yaml";

    [Fact]
    public async Task Patch_Merge_ChangesOnlyWhatItNames()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"1","l":"2"}}""")).Expect(201);
        var patched = (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """{"data":{"k":null,"m":"3"}}""", "application/merge-patch+json")).Expect(200);
        Assert.Equal("""{"l":"2","m":"3"}""", patched.Json["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Patch_JsonTestFails_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"1"}}""")).Expect(201);
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """[{"op":"test","path":"/data/k","value":"2"}]""", "application/json-patch+json")).Expect(422);
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """[{"op":"replace","path":"/data/k","value":"2"}]""", "application/json-patch+json")).Expect(200);
    }

    [Fact]
    public async Task Patch_Strategic_MergesListsByKey()
    {
        await using var api = await ServedApi.StartAsync();
        const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
        (await api.PostAsync(Deployments,
            """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"},{"name":"e","image":"j"}]}}}}"""))
            .Expect(201);
        var patched = (await api.SendAsync("PATCH", $"{Deployments}/d", """{"spec":{"template":{"spec":{"containers":[{"name":"e","image":"new"}]}}}}""",
            "application/strategic-merge-patch+json")).Expect(200);
        Assert.Equal(["i", "new"], patched.Json["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => (string)container!["image"]!));
    }

    [Fact]
    public async Task Patch_UnknownMediaType_Unsupported()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", "{}", "application/json")).Expect(415);
    }

    [Fact]
    public async Task Patch_ApplyMissing_CreatesAndConflictsWithOthers()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.SendAsync("PATCH", $"{ConfigMaps}/a?fieldManager=one", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: '1'}\n", Apply)).Expect(201);
        Assert.Equal("Apply", (string?)first.Json["metadata"]!["managedFields"]![0]!["operation"]);
        var conflict = (await api.SendAsync("PATCH", $"{ConfigMaps}/a?fieldManager=two", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: '2'}\n", Apply)).Expect(409);
        Assert.Contains("conflict with \"one\"", conflict.Message, StringComparison.Ordinal);
        var forced = (await api.SendAsync("PATCH", $"{ConfigMaps}/a?fieldManager=two&force=true", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: '2'}\n", Apply)).Expect(200);
        Assert.Equal("2", (string?)forced.Json["data"]!["k"]);
        var same = (await api.SendAsync("PATCH", $"{ConfigMaps}/a?fieldManager=two", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: '2'}\n", Apply)).Expect(200);
        Assert.Equal(forced.Revision, same.Revision);
    }

    [Fact]
    public async Task Patch_ApplyWithoutManager_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.SendAsync("PATCH", $"{ConfigMaps}/a", "apiVersion: v1\nkind: ConfigMap\n", Apply)).Expect(422);
        Assert.Equal("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch", answer.Message);
    }

    [Fact]
    public async Task Patch_ResourceVersionInPatch_IsPrecondition()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """{"metadata":{"resourceVersion":"99"},"data":{"k":"v"}}""", "application/merge-patch+json")).Expect(409);
    }

    [Fact]
    public async Task Patch_ManyAtOnce_NoneIsLost()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(index =>
            api.SendAsync("PATCH", $"{ConfigMaps}/a", $"{{\"data\":{{\"k{index}\":\"v\"}}}}", "application/merge-patch+json")));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(40, (await api.GetAsync($"{ConfigMaps}/a")).Json["data"]!.AsObject().Count);
    }
}
