namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class DeleteVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Delete_Object_AnswersSuccessWithDetails()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var deleted = (await api.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(200);
        Assert.Equal("Success", (string?)deleted.Json["status"]);
        Assert.Equal("configmaps", (string?)deleted.Json["details"]!["kind"]);
        Assert.Equal((string?)created.Json["metadata"]!["uid"], (string?)deleted.Json["details"]!["uid"]);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(404);
    }

    [Fact]
    public async Task Delete_OtherUid_Conflict()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a", """{"preconditions":{"uid":"x"}}""")).Expect(409);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a", """{"preconditions":{"resourceVersion":"77"}}""")).Expect(409);
        (await api.GetAsync($"{ConfigMaps}/a")).Expect(200);
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task Delete_Propagation_SetsFinalizer(string policy, string finalizer)
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var held = (await api.SendAsync("DELETE", $"{ConfigMaps}/a?propagationPolicy={policy}")).Expect(200);
        Assert.Equal(finalizer, (string?)held.Json["metadata"]!["finalizers"]![0]);
        Assert.NotNull((string?)held.Json["metadata"]!["deletionTimestamp"]);
        Assert.Equal(0, (int?)held.Json["metadata"]!["deletionGracePeriodSeconds"]);
    }

    [Fact]
    public async Task Delete_BoundPod_IsGracefulAndCanBeShortened()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        (await api.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        var marked = (await api.SendAsync("DELETE", $"{Pods}/p")).Expect(200);
        Assert.Equal(30, (int?)marked.Json["metadata"]!["deletionGracePeriodSeconds"]);
        var longer = (await api.SendAsync("DELETE", $"{Pods}/p?gracePeriodSeconds=60")).Expect(200);
        Assert.Equal(30, (int?)longer.Json["metadata"]!["deletionGracePeriodSeconds"]);
        var shorter = (await api.SendAsync("DELETE", $"{Pods}/p?gracePeriodSeconds=5")).Expect(200);
        Assert.Equal(5, (int?)shorter.Json["metadata"]!["deletionGracePeriodSeconds"]);
        (await api.SendAsync("DELETE", $"{Pods}/p?gracePeriodSeconds=0")).Expect(200);
        (await api.GetAsync($"{Pods}/p")).Expect(404);
    }

    [Fact]
    public async Task Delete_PendingPod_GoesAtOnce()
    {
        await using var api = await ServedApi.StartAsync();
        await api.CreateDefaultAccountAsync();
        (await api.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        Assert.Equal("Pod", (string?)(await api.SendAsync("DELETE", $"{Pods}/p")).Expect(200).Json["kind"]);
        (await api.GetAsync($"{Pods}/p")).Expect(404);
    }

    [Fact]
    public async Task Delete_ContradictingOptions_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a", """{"propagationPolicy":"Orphan","orphanDependents":true}""")).Expect(422);
    }

    [Fact]
    public async Task Delete_DryRun_KeepsObject()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a?dryRun=All")).Expect(200);
        (await api.GetAsync($"{ConfigMaps}/a")).Expect(200);
    }

    [Fact]
    public async Task DeleteCollection_Selector_DeletesMatches()
    {
        await using var api = await ServedApi.StartAsync();
        for (var index = 0; index < 6; index++)
            (await api.PostAsync(ConfigMaps, $$$"""{"metadata":{"name":"a{{{index}}}","labels":{"odd":"{{{index % 2}}}"} } }""")).Expect(201);
        var deleted = (await api.SendAsync("DELETE", $"{ConfigMaps}?labelSelector=odd%3D1")).Expect(200);
        Assert.Equal(3, deleted.Json["items"]!.AsArray().Count);
        Assert.Equal(["a0", "a2", "a4"], (await api.GetAsync(ConfigMaps)).Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
    }
}
