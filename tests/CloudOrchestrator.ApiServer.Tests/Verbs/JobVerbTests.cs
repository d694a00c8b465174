namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class JobVerbTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";
    private const string Spec = """{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}""";

    [Fact]
    public async Task Create_GeneratedName_SelectsByUidAndLabelsByName()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(Jobs, $$$"""{"metadata":{"generateName":"pi-"},"spec":{{{Spec}}}}""")).Expect(201);
        var (name, uid) = ((string)created.Json["metadata"]!["name"]!, (string)created.Json["metadata"]!["uid"]!);
        Assert.StartsWith("pi-", name);
        var spec = created.Json["spec"]!;
        Assert.Equal(uid, (string?)spec["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]);
        foreach (var labels in new[] { spec["template"]!["metadata"]!["labels"]!, created.Json["metadata"]!["labels"]! })
        {
            Assert.Equal((name, name), ((string?)labels["job-name"], (string?)labels["batch.kubernetes.io/job-name"]));
            Assert.Equal((uid, uid), ((string?)labels["controller-uid"], (string?)labels["batch.kubernetes.io/controller-uid"]));
        }
    }

    [Fact]
    public async Task Create_NameThatIsNoHostName_Warns()
    {
        await using var api = await ServedApi.StartAsync();
        var created = (await api.PostAsync(Jobs, $$$"""{"metadata":{"name":"pi.1"},"spec":{{{Spec}}}}""")).Expect(201);
        Assert.Contains("a DNS label is recommended", Assert.Single(created.Warnings));
        var changed = (await api.SendAsync("PATCH", $"{Jobs}/pi.1", """{"spec":{"suspend":true}}""", "application/merge-patch+json")).Expect(200);
        Assert.Equal(2, (int?)changed.Json["metadata"]!["generation"]);
    }

    [Theory]
    [InlineData("", "orphan", 1)]
    [InlineData("?propagationPolicy=Orphan", "orphan", 0)]
    [InlineData("?propagationPolicy=Foreground", "foregroundDeletion", 0)]
    [InlineData("?propagationPolicy=Background", null, 0)]
    public async Task Delete_WithoutAWishForPods_OrphansThemAndWarns(string query, string? finalizer, int warnings)
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Jobs, $$$"""{"metadata":{"name":"pi"},"spec":{{{Spec}}}}""")).Expect(201);
        var deleted = (await api.SendAsync("DELETE", $"{Jobs}/pi{query}")).Expect(200);
        Assert.Equal(finalizer, (string?)deleted.Json["metadata"]?["finalizers"]?[0]);
        Assert.Equal(warnings, deleted.Warnings.Count(warning => warning.Contains("child pods are preserved by default", StringComparison.Ordinal)));
    }
}
