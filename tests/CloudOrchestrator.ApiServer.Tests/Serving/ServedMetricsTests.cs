using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudOrchestrator.ApiServer.Tests.Serving;

public sealed class ServedMetricsTests
{
    [Fact]
    public async Task Metrics_HostCollects_AreServedAsText()
    {
        await using var api = await ServedApi.StartAsync(configure: options => new ApiServerOptions { AdvertiseAddress = options.AdvertiseAddress, Metrics = () => "up 1\n" });
        var answer = (await api.GetAsync("/metrics")).Expect(200);
        Assert.Equal("up 1\n", answer.Text);
        Assert.StartsWith("text/plain", answer.MediaType, StringComparison.Ordinal);
        (await api.SendAsync("POST", "/metrics", "{}")).Expect(405);
    }

    [Fact]
    public async Task Metrics_HostCollectsNone_NotFound()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.GetAsync("/metrics")).Expect(404);
    }

    [Fact]
    public async Task Request_IsCountedAsKubernetesCountsIt()
    {
        var seen = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "apiserver_request_total" or "apiserver_request_duration_seconds")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        await using var api = await ServedApi.StartAsync();
        (await api.GetAsync("/apis/apps/v1/namespaces/counted/deployments/missing")).Expect(404);
        Assert.Contains("apiserver_request_total GET apps v1 deployments  resource 404", seen);
        Assert.Contains("apiserver_request_duration_seconds GET apps v1 deployments  resource", seen);
    }

    [Fact]
    public async Task Request_WithTraceParent_ContinuesTheTrace()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CloudOrchestrator.ApiServer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var api = await ServedApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using var response = await api.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
        var span = spans.Single(activity => activity.TraceId.ToHexString() == Trace);
        Assert.Equal("LIST nodes", span.DisplayName);
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
    }
}
