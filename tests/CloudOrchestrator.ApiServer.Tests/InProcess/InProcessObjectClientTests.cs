using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Tests.InProcess;

public sealed class InProcessObjectClientTests
{
    [Fact]
    public async Task Create_ThenUpdatePatchDelete_RunsTheVerbs()
    {
        await using var api = await ServedApi.StartAsync();
        var client = api.Api.CreateClient("system:kube-controller-manager");
        var created = (await client.CreateAsync(Map("a"), null, CancellationToken.None)).Require();
        Assert.Equal("kube-controller-manager", created.Metadata.ManagedFields![0].Manager);
        var updated = (await client.UpdateAsync(created with { Data = new Dictionary<string, string> { ["k"] = "2" } }, null, CancellationToken.None)).Require();
        Assert.Equal("Conflict", (await client.UpdateAsync(created with { Data = new Dictionary<string, string>() }, null, CancellationToken.None)).Error?.Reason);
        var patch = new PatchBody(PatchBody.MergePatch, new System.Text.Json.Nodes.JsonObject { ["data"] = new System.Text.Json.Nodes.JsonObject { ["l"] = "3" } }, "tester");
        var patched = (await client.PatchAsync<ConfigMap>("default", "a", patch, null, CancellationToken.None)).Require();
        Assert.Equal(2, patched.Data!.Count);
        Assert.NotEqual(updated.Metadata.ResourceVersion, patched.Metadata.ResourceVersion);
        (await client.DeleteAsync<ConfigMap>("default", "a", new DeleteOptions(), CancellationToken.None)).Require();
        Assert.Equal(404, (await client.GetAsync<ConfigMap>("default", "a", CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Get_AfterCreateAndUpdateOverHttp_IsWhatDecodingTheAnswersGives()
    {
        const string path = "/api/v1/namespaces/default/services";
        await using var api = await ServedApi.StartAsync();
        var client = api.Api.CreateClient("system:one");
        for (var turn = 0; turn < 3; turn++)
        {
            var body = $"{{\"metadata\":{{\"name\":\"s\",\"labels\":{{\"app\":\"kept\",\"turn\":\"{turn}\"}}}},\"spec\":{{\"ports\":[{{\"port\":80}}]}}}}";
            var answer = turn == 0
                ? (await api.PostAsync(path, body)).Expect(201)
                : (await api.SendAsync("PATCH", $"{path}/s", body, "application/merge-patch+json")).Expect(200);

            var kept = (await client.GetAsync<Service>("default", "s", CancellationToken.None)).Require();

            Assert.Equal((string?)answer.Json["metadata"]!["resourceVersion"], kept.Metadata.ResourceVersion);
            Assert.Equal(
                ObjectJson.ToJsonObject(ObjectJson.Deserialize<Service>(answer.Json)).ToJsonString(ObjectJson.Options),
                ObjectJson.ToJsonObject(kept).ToJsonString(ObjectJson.Options));
        }
    }

    [Fact]
    public async Task Create_GuardedOwnerHasMoved_Conflict()
    {
        await using var api = await ServedApi.StartAsync();
        var client = api.Api.CreateClient("system:one");
        var seen = (await client.ListAsync<ConfigMap>("default", new ListQuery(), CancellationToken.None)).Require().ResourceVersion;
        (await client.CreateAsync(Map("a", "owner-1"), null, CancellationToken.None)).Require();
        var late = await client.CreateAsync(Map("b", "owner-1"), new OwnerGuard("owner-1", seen), CancellationToken.None);
        Assert.Equal(409, late.Error?.Code);
        Assert.True((await client.CreateAsync(Map("b", "owner-2"), new OwnerGuard("owner-2", seen), CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Watch_FollowsChanges()
    {
        await using var api = await ServedApi.StartAsync();
        var client = api.Api.CreateClient("system:one");
        (await client.CreateAsync(Map("first"), null, CancellationToken.None)).Require();
        var listed = (await client.ListAsync<ConfigMap>("default", new ListQuery(), CancellationToken.None)).Require();
        (await client.CreateAsync(Map("a"), null, CancellationToken.None)).Require();
        (await client.DeleteAsync<ConfigMap>("default", "a", new DeleteOptions(), CancellationToken.None)).Require();
        var seen = new List<string>();
        await foreach (var change in client.WatchAsync<ConfigMap>("default", new ListQuery { ResourceVersion = listed.ResourceVersion }, CancellationToken.None))
        {
            seen.Add(change.Type);
            if (seen.Count == 2)
                break;
        }

        Assert.Equal(["ADDED", "DELETED"], seen);
    }

    private static ConfigMap Map(string name, string? owner = null) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            OwnerReferences = owner is null ? null : [new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "o", Uid = owner }],
        },
        Data = new Dictionary<string, string> { ["k"] = "1" },
    };
}
