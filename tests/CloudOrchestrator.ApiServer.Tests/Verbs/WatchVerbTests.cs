using System.Text.Json.Nodes;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.Verbs;

public sealed class WatchVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Watch_FromRevision_SendsWhatComesAfter()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true&resourceVersion={first.Revision}");
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(201);
        (await api.SendAsync("DELETE", $"{ConfigMaps}/a")).Expect(200);
        Assert.Equal(("ADDED", "b"), Show(await NextAsync(watch)));
        Assert.Equal(("DELETED", "a"), Show(await NextAsync(watch)));
    }

    [Fact]
    public async Task Watch_WithoutRevision_StartsWithState()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1");
        Assert.Equal(("ADDED", "a"), Show(await NextAsync(watch)));
    }

    [Fact]
    public async Task Watch_SendInitialEvents_EndsThemWithBookmark()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal(("ADDED", "a"), Show(await NextAsync(watch)));
        var bookmark = await NextAsync(watch);
        Assert.Equal("BOOKMARK", (string?)bookmark["type"]);
        Assert.Equal("true", (string?)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task Watch_LabelSelector_ShowsObjectsComeAndGo()
    {
        await using var api = await ServedApi.StartAsync();
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1&labelSelector=on%3Dyes&resourceVersion={first.Revision}");
        await PatchAsync(api, """{"metadata":{"labels":{"on":"yes"}}}""");
        await PatchAsync(api, """{"data":{"k":"v"}}""");
        await PatchAsync(api, """{"metadata":{"labels":{"on":null}}}""");
        Assert.Equal(("ADDED", "a"), Show(await NextAsync(watch)));
        Assert.Equal(("MODIFIED", "a"), Show(await NextAsync(watch)));
        var left = await NextAsync(watch);
        Assert.Equal(("DELETED", "a"), Show(left));
        Assert.Equal("yes", (string?)left["object"]!["metadata"]!["labels"]!["on"]);
        Assert.Equal((await api.GetAsync($"{ConfigMaps}/a")).Revision, (string?)left["object"]!["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task Watch_TimeOver_EndsAfterBookmark()
    {
        var time = new ManualTimeProvider();
        await using var api = await ServedApi.StartAsync(time);
        var revision = (await api.GetAsync(ConfigMaps)).Revision;
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1&resourceVersion={revision}&timeoutSeconds=30&allowWatchBookmarks=true");
        var line = watch.ReadLineAsync();
        while (!line.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(line, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        Assert.Equal("BOOKMARK", (string?)JsonNode.Parse((await line)!)!["type"]);
        var end = watch.ReadLineAsync();
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        Assert.Null(await end);
    }

    [Fact]
    public async Task Watch_BookmarkWhenCaughtUp_SaysSoAfterTheChanges()
    {
        await using var api = await ServedApi.StartAsync(configure: WithCaughtUp);
        var first = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        var last = (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1&resourceVersion={first.Revision}&allowWatchBookmarks=true");
        Assert.Equal(("ADDED", "b"), Show(await NextAsync(watch)));
        var bookmark = await NextAsync(watch);
        Assert.Equal("BOOKMARK", (string?)bookmark["type"]);
        Assert.Equal(last.Revision, (string?)bookmark["object"]!["metadata"]!["resourceVersion"]);
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"c"}}""")).Expect(201);
        Assert.Equal(("ADDED", "c"), Show(await NextAsync(watch)));
    }

    [Fact]
    public async Task Watch_BookmarkWhenCaughtUp_NotAllowed_NoBookmark()
    {
        await using var api = await ServedApi.StartAsync(configure: WithCaughtUp);
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1");
        Assert.Equal(("ADDED", "a"), Show(await NextAsync(watch)));
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(201);
        Assert.Equal(("ADDED", "b"), Show(await NextAsync(watch)));
    }

    [Fact]
    public async Task Watch_LongerThanTheServerAllows_EndsBeforeWithBookmark()
    {
        var time = new ManualTimeProvider();
        await using var api = await ServedApi.StartAsync(time, _ => new() { WatchTimeoutMax = TimeSpan.FromSeconds(225), BookmarkInterval = TimeSpan.FromHours(1) });
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1&timeoutSeconds=3600&allowWatchBookmarks=true&resourceVersion={(await api.GetAsync(ConfigMaps)).Revision}");
        var started = time.GetUtcNow();
        var rest = watch.ReadToEndAsync();
        while (!rest.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(rest, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
            Assert.True(time.GetUtcNow() - started < TimeSpan.FromHours(1), "the watch goes on");
        }

        Assert.Contains("BOOKMARK", (await rest).TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Table_SendsColumnsOnce()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"b"}}""")).Expect(201);
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1", "application/json;as=Table;v=v1;g=meta.k8s.io");
        Assert.NotEmpty((await NextAsync(watch))["object"]!["columnDefinitions"]!.AsArray());
        Assert.Empty((await NextAsync(watch))["object"]!["columnDefinitions"]!.AsArray());
    }

    [Fact]
    public async Task Watch_Drain_Ends()
    {
        await using var api = await ServedApi.StartAsync();
        using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=1");
        api.Api.Drain();
        Assert.Null(await watch.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static ApiServerOptions WithCaughtUp(ApiServerOptions options) => new() { BookmarkWhenCaughtUp = true };

    private static async Task PatchAsync(ServedApi api, string patch) =>
        (await api.SendAsync("PATCH", $"{ConfigMaps}/a", patch, "application/merge-patch+json")).Expect(200);

    private static async Task<StreamReader> OpenAsync(ServedApi api, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    private static async Task<JsonNode> NextAsync(StreamReader watch) => JsonNode.Parse((await watch.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!)!;

    private static (string Type, string Name) Show(JsonNode line) => ((string)line["type"]!, (string)line["object"]!["metadata"]!["name"]!);
}
