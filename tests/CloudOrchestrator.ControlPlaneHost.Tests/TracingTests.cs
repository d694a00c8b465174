using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CloudOrchestrator.ServiceBus;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class TracingTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private ActivityListener _listener = null!;
    private EmulatedCloud _cloud = null!;

    public async Task InitializeAsync()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("CloudOrchestrator", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _cloud = await EmulatedCloud.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Request_WithTrace_GoesOnThroughQueueToControllers()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.SettleAsync(host);
        await CreateAsync(http, "/apis/apps/v1/namespaces/default/deployments", """
            {"metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await _cloud.SettleAsync(await _cloud.StartHostAsync());

        var spans = _ended.Where(span => span.TraceId == _trace).ToList();
        var request = Assert.Single(spans, span => span.Source.Name == "CloudOrchestrator.ApiServer");
        var commit = Assert.Single(spans, span => span.OperationName == "commit apps/deployments" && span.ParentSpanId == request.SpanId);
        var work = Assert.Single(spans, span => span is { OperationName: "work", Kind: ActivityKind.Consumer } && span.ParentSpanId == commit.SpanId);
        var reconcile = Assert.Single(spans, span => span.OperationName == "reconcile deployment-controller" && span.ParentSpanId == work.SpanId);
        Assert.Contains(spans, span => span.OperationName == "commit apps/replicasets" && span.ParentSpanId == reconcile.SpanId);
        Assert.Contains(spans, span => span.OperationName == "reconcile replicaset-controller" && (string?)span.GetTagItem("k8s.namespace.name") == "default");
        Assert.Contains(spans, span => span.OperationName == "commit pods");
    }

    [Fact]
    public async Task Request_ForAPodOnANode_RingsThereWithItsTrace()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.Queues.CreateAdministrationClient().CreateQueueIfMissingAsync(new CreateQueueOptions("test-node-n1"), CancellationToken.None);
        await _cloud.SettleAsync(host);
        await CreateAsync(http, "/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"i"}]}}""");
        await _cloud.SettleAsync(host);

        var ring = await _cloud.Queues.CreateReceiver("test-node-n1").ReceiveMessageAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Contains("\"pods\"", ring?.Body, StringComparison.Ordinal);
        Assert.Contains($"\"traceparent\":\"00-{_trace}-", ring?.Body, StringComparison.Ordinal);
    }

    private async Task CreateAsync(HttpClient http, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
