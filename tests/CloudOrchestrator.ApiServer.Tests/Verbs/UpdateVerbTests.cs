using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class UpdateVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Update_StaleResourceVersion_Conflict()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var changed = first.Json;
        changed["data"] = new JsonObject { ["k"] = "1" };
        (await api.SendAsync("PUT", $"{ConfigMaps}/a", changed.ToJsonString())).Expect(200);
        changed["data"] = new JsonObject { ["k"] = "2" };
        var answer = (await api.SendAsync("PUT", $"{ConfigMaps}/a", changed.ToJsonString())).Expect(409);
        Assert.Equal("Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again", answer.Message);
    }

    [Fact]
    public async Task Update_NoChange_KeepsResourceVersion()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""")).Expect(201);
        var again = (await api.SendAsync("PUT", $"{ConfigMaps}/a", """{"metadata":{"name":"a"},"data":{"k":"v"}}""")).Expect(200);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task Update_NameDiffersFromUrl_BadRequest()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var answer = (await api.SendAsync("PUT", $"{ConfigMaps}/a", """{"metadata":{"name":"b"}}""")).Expect(400);
        Assert.Equal("the name of the object (b) does not match the name on the URL (a)", answer.Message);
    }

    [Fact]
    public async Task Update_OtherUid_Conflict()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.SendAsync("PUT", $"{ConfigMaps}/a", """{"metadata":{"name":"a","uid":"00000000-0000-0000-0000-000000000000"}}""")).Expect(409);
    }

    [Fact]
    public async Task Update_Missing_NotFound()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.SendAsync("PUT", $"{ConfigMaps}/a", """{"metadata":{"name":"a"}}""")).Expect(404);
    }

    [Fact]
    public async Task Update_MainResource_KeepsStatusAndCountsGeneration()
    {
        await using var api = await ServedApi.StartAsync();
        const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
        var created = (await api.PostAsync(Deployments,
            """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}},"status":{"replicas":9}}"""))
            .Expect(201);
        Assert.Equal(1, (int?)created.Json["metadata"]!["generation"]);
        Assert.Null(created.Json["status"]!["replicas"]);
        var changed = created.Json;
        changed["spec"]!["replicas"] = 5;
        changed["status"] = new JsonObject { ["replicas"] = 9 };
        var updated = (await api.SendAsync("PUT", $"{Deployments}/d", changed.ToJsonString())).Expect(200);
        Assert.Equal(2, (int?)updated.Json["metadata"]!["generation"]);
        Assert.Null(updated.Json["status"]!["replicas"]);
        var status = updated.Json;
        status["spec"]!["replicas"] = 7;
        status["status"] = new JsonObject { ["replicas"] = 4, ["observedGeneration"] = 2 };
        var after = (await api.SendAsync("PUT", $"{Deployments}/d/status", status.ToJsonString())).Expect(200);
        Assert.Equal(5, (int?)after.Json["spec"]!["replicas"]);
        Assert.Equal(4, (int?)after.Json["status"]!["replicas"]);
        Assert.Equal(2, (int?)after.Json["metadata"]!["generation"]);
    }

    [Fact]
    public async Task Update_LastFinalizerRemoved_RemovesDeletedObject()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a","finalizers":["example.com/f"]}}""")).Expect(201);
        var held = (await api.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(200);
        Assert.NotNull((string?)held.Json["metadata"]!["deletionTimestamp"]);
        var added = (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """{"metadata":{"finalizers":["example.com/f","example.com/g"]}}""", "application/merge-patch+json")).Expect(422);
        Assert.Contains("no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/g\"}", added.Message, StringComparison.Ordinal);
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json")).Expect(200);
        (await api.GetAsync($"{ConfigMaps}/a")).Expect(404);
    }
}
