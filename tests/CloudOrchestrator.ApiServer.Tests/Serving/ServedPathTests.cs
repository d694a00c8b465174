namespace CloudOrchestrator.ApiServer.Tests.Serving;

public sealed class ServedPathTests
{
    [Theory]
    [InlineData("GET", "/api/v1/unknown", 404)]
    [InlineData("GET", "/apis/nope.example.com/v1/things", 404)]
    [InlineData("GET", "/api/v1/pods/a", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("PUT", "/api/v1/namespaces", 405)]
    [InlineData("POST", "/api/v1/configmaps", 405)]
    [InlineData("GET", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 405)]
    public async Task Request_NotServed_Status(string method, string path, int code)
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.SendAsync(method, path, method == "GET" ? null : "{}")).Expect(code);
        Assert.Equal("Failure", (string?)answer.Json["status"]);
    }

    [Fact]
    public async Task Discovery_BothForms_NameTheSameResources()
    {
        await using var api = await ServedApi.StartAsync();
        var aggregated = (await api.GetAsync("/api", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json")).Expect(200);
        Assert.Equal("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", aggregated.MediaType.Replace(" ", "", StringComparison.Ordinal));
        var legacy = (await api.GetAsync("/api/v1")).Expect(200);
        var pods = aggregated.Json["items"]![0]!["versions"]![0]!["resources"]!.AsArray().Single(resource => (string?)resource!["resource"] == "pods")!;
        Assert.Contains(legacy.Json["resources"]!.AsArray(), resource => (string?)resource!["name"] == "pods/eviction" && (string?)resource["group"] == "policy");
        Assert.Contains(pods["subresources"]!.AsArray(), sub => (string?)sub!["subresource"] == "eviction");
        Assert.Equal("Namespaced", (string?)pods["scope"]);
        Assert.Contains((await api.GetAsync("/apis")).Json["groups"]!.AsArray(), group => (string?)group!["name"] == "apps");
    }

    [Fact]
    public async Task Version_IsOfTheLineServed()
    {
        await using var api = await ServedApi.StartAsync();
        Assert.StartsWith("v1.32.", (string?)(await api.GetAsync("/version")).Json["gitVersion"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_IsServedWithHashes()
    {
        await using var api = await ServedApi.StartAsync();
        var index = (await api.GetAsync("/openapi/v3")).Expect(200);
        var path = (string)index.Json["paths"]!["api/v1"]!["serverRelativeURL"]!;
        Assert.Equal("3.0.0", (string?)(await api.GetAsync(path)).Expect(200).Json["openapi"]);
    }

    [Fact]
    public async Task Health_Verbose_ListsChecks()
    {
        await using var api = await ServedApi.StartAsync();
        var answer = (await api.GetAsync("/readyz?verbose")).Expect(200);
        Assert.Contains("[+]bootstrap-objects ok", answer.Text, StringComparison.Ordinal);
        api.Api.Drain();
        (await api.GetAsync("/readyz")).Expect(500);
        (await api.GetAsync("/livez")).Expect(200);
    }

    [Fact]
    public async Task Start_CreatesClusterObjects()
    {
        await using var api = await ServedApi.StartAsync();
        Assert.Equal("10.96.0.1", (string?)(await api.GetAsync("/api/v1/namespaces/default/services/kubernetes")).Expect(200).Json["spec"]!["clusterIP"]);
        Assert.Equal("10.96.0.10", (string?)(await api.GetAsync("/api/v1/namespaces/kube-system/services/kube-dns")).Expect(200).Json["spec"]!["clusterIP"]);
        Assert.Contains("192.0.2.1", (await api.GetAsync("/api/v1/namespaces/default/endpoints/kubernetes")).Expect(200).Text, StringComparison.Ordinal);
        var before = (await api.GetAsync("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes")).Expect(200).Revision;
        await api.Api.StartAsync(CancellationToken.None);
        Assert.Equal(before, (await api.GetAsync("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes")).Revision);
    }
}
