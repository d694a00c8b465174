namespace CloudOrchestrator.ApiServer.Tests.Subresources;

public sealed class SubresourceTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Binding_UnassignedPod_AssignsOnce()
    {
        await using var api = await StartWithPodAsync();
        const string Binding = """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p"},"target":{"kind":"Node","name":"n1"}}""";
        Assert.Equal("Success", (string?)(await api.PostAsync($"{Pods}/p/binding", Binding)).Expect(201).Json["status"]);
        var pod = (await api.GetAsync($"{Pods}/p")).Json;
        Assert.Equal("n1", (string?)pod["spec"]!["nodeName"]);
        Assert.Equal("PodScheduled", (string?)pod["status"]!["conditions"]![0]!["type"]);
        var again = (await api.PostAsync($"{Pods}/p/binding", Binding)).Expect(409);
        Assert.Equal("Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"n1\"", again.Message);
    }

    [Fact]
    public async Task Eviction_PendingPod_IsGone()
    {
        await using var api = await StartWithPodAsync();
        (await api.PostAsync($"{Pods}/p/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p","namespace":"default"}}""")).Expect(201);
        (await api.GetAsync($"{Pods}/p")).Expect(404);
    }

    [Fact]
    public async Task EphemeralContainers_Patch_AddsOne()
    {
        await using var api = await StartWithPodAsync();
        var patched = (await api.SendAsync("PATCH", $"{Pods}/p/ephemeralcontainers",
            """{"spec":{"ephemeralContainers":[{"name":"debugger","image":"busybox","stdin":true,"tty":true}]}}""", "application/strategic-merge-patch+json")).Expect(200);
        Assert.Equal("debugger", (string?)patched.Json["spec"]!["ephemeralContainers"]![0]!["name"]);
    }

    [Fact]
    public async Task Scale_GetPutPatch_ChangeReplicas()
    {
        await using var api = await ServedApi.StartAsync();
        const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
        (await api.PostAsync(Deployments,
            """{"metadata":{"name":"d"},"spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}"""))
            .Expect(201);
        var scale = (await api.GetAsync($"{Deployments}/d/scale")).Expect(200).Json;
        Assert.Equal("Scale", (string?)scale["kind"]);
        Assert.Equal(2, (int?)scale["spec"]!["replicas"]);
        Assert.Equal("a=b", (string?)scale["status"]!["selector"]);
        scale["spec"]!["replicas"] = 3;
        Assert.Equal(3, (int?)(await api.SendAsync("PUT", $"{Deployments}/d/scale", scale.ToJsonString())).Expect(200).Json["spec"]!["replicas"]);
        (await api.SendAsync("PUT", $"{Deployments}/d/scale", scale.ToJsonString())).Expect(409);
        (await api.SendAsync("PATCH", $"{Deployments}/d/scale", """{"spec":{"replicas":4}}""", "application/merge-patch+json")).Expect(200);
        (await api.SendAsync("PATCH", $"{Deployments}/d/scale", """{"spec":{"replicas":-1}}""", "application/merge-patch+json")).Expect(422);
        Assert.Equal(4, (int?)(await api.GetAsync($"{Deployments}/d")).Json["spec"]!["replicas"]);
    }

    [Fact]
    public async Task Finalize_Namespace_LetsItGo()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"x"}}""")).Expect(201);
        (await api.SendAsync("DELETE", "/api/v1/namespaces/x")).Expect(200);
        var marked = (await api.GetAsync("/api/v1/namespaces/x")).Expect(200).Json;
        marked["spec"]!["finalizers"] = new System.Text.Json.Nodes.JsonArray();
        (await api.SendAsync("PUT", "/api/v1/namespaces/x/finalize", marked.ToJsonString())).Expect(200);
        (await api.GetAsync("/api/v1/namespaces/x")).Expect(404);
    }

    [Fact]
    public async Task AccessReviews_Administrator_Allowed()
    {
        await using var api = await ServedApi.StartAsync();
        var self = (await api.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{"resourceAttributes":{"verb":"create","resource":"pods"}}}""")).Expect(201);
        Assert.True((bool?)self.Json["status"]!["allowed"]);
        var other = (await api.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews",
            """{"spec":{"user":"system:anonymous","resourceAttributes":{"verb":"create","resource":"pods"}}}""")).Expect(201);
        Assert.False((bool?)other.Json["status"]!["allowed"]);
        (await api.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{}}""")).Expect(422);
    }

    [Fact]
    public async Task ComponentStatuses_Listed_Healthy()
    {
        await using var api = await ServedApi.StartAsync();
        var list = (await api.GetAsync("/api/v1/componentstatuses")).Expect(200);
        Assert.Equal(3, list.Json["items"]!.AsArray().Count);
        Assert.Contains("299 - \"v1 ComponentStatus is deprecated in v1.19+\"", list.Warnings);
    }

    [Fact]
    public async Task Metrics_NoNodes_EmptyLists()
    {
        await using var api = await ServedApi.StartAsync();
        Assert.Equal("NodeMetricsList", (string?)(await api.GetAsync("/apis/metrics.k8s.io/v1beta1/nodes")).Expect(200).Json["kind"]);
        Assert.Equal("PodMetricsList", (string?)(await api.GetAsync("/apis/metrics.k8s.io/v1beta1/pods")).Expect(200).Json["kind"]);
        (await api.GetAsync("/apis/metrics.k8s.io/v1beta1/nodes/none")).Expect(404);
    }

    private static async Task<ServedApi> StartWithPodAsync()
    {
        var api = await ServedApi.StartAsync();
        (await api.CreateDefaultAccountAsync()).Expect(201);
        (await api.PostAsync(Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        return api;
    }
}
