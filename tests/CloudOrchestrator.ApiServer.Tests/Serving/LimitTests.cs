using System.Net;

namespace CloudOrchestrator.ApiServer.Tests.Serving;

public sealed class LimitTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Write_BeyondLimit_RefusedWithRetryAfterWhileReadsGoOn()
    {
        await using var api = await ServedApi.StartAsync(configure: options => new ApiServerOptions { AdvertiseAddress = options.AdvertiseAddress, WritesInFlightMax = 0 });
        using var body = new StringContent("""{"metadata":{"name":"a"}}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.Http.PostAsync(ConfigMaps, body);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        (await api.GetAsync(ConfigMaps)).Expect(200);
    }

    [Fact]
    public async Task Read_BeyondLimit_RefusedWhileWritesGoOn()
    {
        await using var api = await ServedApi.StartAsync(configure: options => new ApiServerOptions { AdvertiseAddress = options.AdvertiseAddress, ReadsInFlightMax = 0 });
        (await api.GetAsync(ConfigMaps)).Expect(429);
        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
    }

    [Fact]
    public async Task Watch_BeyondLimit_RefusedWithRetryAfterWhileReadsGoOn()
    {
        await using var api = await ServedApi.StartAsync(configure: options => new ApiServerOptions { AdvertiseAddress = options.AdvertiseAddress, LongRunningMax = 1 });
        using var first = await api.Http.GetAsync($"{ConfigMaps}?watch=1", HttpCompletionOption.ResponseHeadersRead);
        using var second = await api.Http.GetAsync($"{ConfigMaps}?watch=1", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter?.Delta);
        (await api.GetAsync(ConfigMaps)).Expect(200);
    }

    [Fact]
    public async Task Watch_Many_EachGetsTheChange()
    {
        await using var api = await ServedApi.StartAsync();
        var watches = new List<StreamReader>();
        for (var index = 0; index < 200; index++)
        {
            var answer = await api.Http.GetAsync($"{ConfigMaps}?watch=1&resourceVersion=0&fieldSelector=metadata.name%3Da", HttpCompletionOption.ResponseHeadersRead);
            watches.Add(new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }

        (await api.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""")).Expect(201);
        foreach (var watch in watches)
        {
            Assert.Contains("\"type\":\"ADDED\"", await watch.ReadLineAsync(), StringComparison.Ordinal);
            watch.Dispose();
        }
    }
}
