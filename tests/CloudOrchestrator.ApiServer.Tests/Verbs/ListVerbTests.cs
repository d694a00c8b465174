namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class ListVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task List_Chunks_ShowOneRevision()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 5);
        var first = (await api.GetAsync($"{ConfigMaps}?limit=2")).Expect(200);
        Assert.Equal(3, (int?)first.Json["metadata"]!["remainingItemCount"]);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a3")).Expect(200);
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a9"}}""")).Expect(201);
        var token = (string)first.Json["metadata"]!["continue"]!;
        var rest = (await api.GetAsync($"{ConfigMaps}?limit=10&continue={Uri.EscapeDataString(token)}")).Expect(200);
        Assert.Equal(["a2", "a3", "a4"], Names(rest));
        Assert.Equal(first.Revision, rest.Revision);
        Assert.Null(rest.Json["metadata"]!["continue"]);
    }

    [Fact]
    public async Task List_UnknownContinueRevision_ExpiredWithInconsistentToken()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 3);
        var token = new ApiServer.Verbs.ContinueToken(1, new("default", "a1")).Encode();
        var expired = (await api.GetAsync($"{ConfigMaps}?limit=1&continue={token}")).Expect(410);
        Assert.StartsWith("The provided continue parameter is too old", expired.Message, StringComparison.Ordinal);
        var again = (string)expired.Json["metadata"]!["continue"]!;
        Assert.Equal(["a2"], Names((await api.GetAsync($"{ConfigMaps}?limit=5&continue={again}")).Expect(200)));
    }

    [Fact]
    public async Task List_Selectors_Filter()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 4);
        Assert.Equal(["a1", "a3"], Names(await api.GetAsync($"{ConfigMaps}?labelSelector=odd%3D1")));
        Assert.Equal(["a2"], Names(await api.GetAsync($"{ConfigMaps}?fieldSelector=metadata.name%3Da2")));
        Assert.Equal(["a0", "a1", "a3"], Names(await api.GetAsync($"{ConfigMaps}?fieldSelector=metadata.name!%3Da2")));
        (await api.GetAsync($"{ConfigMaps}?fieldSelector=data.x%3Da2")).Expect(400);
        Assert.Equal("field label not supported: spec.foo", (await api.GetAsync("/api/v1/pods?fieldSelector=spec.foo%3Da")).Expect(400).Message);
    }

    [Fact]
    public async Task List_PodsOfNode_UsesIndex()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        foreach (var (name, node) in ((string, string)[])[("p1", "n1"), ("p2", "n2"), ("p3", "n1")])
            (await api.PostAsync("/api/v1/namespaces/default/pods", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        Assert.Equal(["p1", "p3"], Names(await api.GetAsync("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1")));
    }

    [Fact]
    public async Task List_Table_HasColumnsAndPartialObjects()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 1);
        var table = (await api.GetAsync(ConfigMaps, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")).Expect(200).Json;
        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal("Name", (string?)table["columnDefinitions"]![0]!["name"]);
        Assert.Equal("a0", (string?)table["rows"]![0]!["cells"]![0]);
        Assert.Equal("PartialObjectMetadata", (string?)table["rows"]![0]!["object"]!["kind"]);
    }

    [Fact]
    public async Task List_PartialMetadata_HasNoData()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 1);
        var list = (await api.GetAsync(ConfigMaps, "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")).Expect(200);
        Assert.Equal("PartialObjectMetadataList", (string?)list.Json["kind"]);
        Assert.DoesNotContain("\"data\"", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Yaml_IsYaml()
    {
        await using var api = await ServedApi.StartAsync();
        await CreateAsync(api, 1);
        var list = (await api.GetAsync(ConfigMaps, "application/yaml")).Expect(200);
        Assert.Contains("kind: ConfigMapList", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnlyUnknownMediaTypes_NotAcceptable()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.GetAsync(ConfigMaps, "text/html")).Expect(406);
    }

    [Fact]
    public async Task List_ResourceVersionMatchWithoutVersion_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.GetAsync($"{ConfigMaps}?resourceVersionMatch=Exact")).Expect(422);
        Assert.Contains("resourceVersionMatch is forbidden unless resourceVersion is provided", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_EventsOfBothGroups_AreOneSet()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync("/api/v1/namespaces/default/events",
            """{"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","namespace":"default"},"reason":"R","message":"M","type":"Normal"}""")).Expect(201);
        var listed = (await api.GetAsync("/apis/events.k8s.io/v1/namespaces/default/events")).Expect(200);
        var item = listed.Json["items"]!.AsArray().Single()!;
        Assert.Equal("events.k8s.io/v1", (string?)item["apiVersion"]);
        Assert.Equal("M", (string?)item["note"]);
        Assert.Equal("p", (string?)item["regarding"]!["name"]);
    }

    private static async Task CreateAsync(ServedApi api, int count)
    {
        for (var index = 0; index < count; index++)
            (await api.PostAsync(ConfigMaps, $$$"""{"metadata":{"name":"a{{{index}}}","labels":{"odd":"{{{index % 2}}}"}},"data":{"k":"v"}}""")).Expect(201);
    }

    private static IEnumerable<string> Names(ServedApi.Answer answer) => answer.Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
