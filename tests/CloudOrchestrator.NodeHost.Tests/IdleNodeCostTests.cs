using System.Globalization;
using Azure.Core.Pipeline;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeHost.Tests.Azure;

namespace CloudOrchestrator.NodeHost.Tests;

/// <summary>What a node costs on which nothing happens, counted where requests leave it.</summary>
public sealed class IdleNodeCostTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeServer _api;
    private readonly FakeServer _azure;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private string? _node;
    private int _revision = 10;

    public IdleNodeCostTests()
    {
        _api = new FakeServer(AnswerApiAsync);
        _azure = new FakeServer(AnswerAzureAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task IdleNode_ByDoorbell_CostsFewRequestsAnHour()
    {
        await StartAsync(NodeEvents.Doorbell);
        var (api, azure) = await HourAsync(NodeEvents.Doorbell);
        var beats = azure.Count(request => request.Contains("RowKey='heartbeat'", StringComparison.Ordinal));
        var receives = azure.Count(request => request.Contains("/messages/head", StringComparison.Ordinal));
        Assert.InRange(api.Length, 20, 32);
        Assert.InRange(beats, 358, 361);
        Assert.InRange(receives, 58, 61);
        Assert.Equal(azure.Length, beats + receives);
        Assert.InRange(api.Count(request => request.Contains("/leases/", StringComparison.Ordinal)), 11, 13);
        Assert.InRange(api.Count(request => request.Contains("/pods?", StringComparison.Ordinal)), 10, 13);
    }

    [Fact]
    public async Task IdleNode_ByWatch_UsesNothingOfAzure()
    {
        await StartAsync(NodeEvents.Watch);
        var (api, azure) = await HourAsync(NodeEvents.Watch);
        Assert.Empty(azure);
        Assert.InRange(api.Count(request => request.Contains("/leases/", StringComparison.Ordinal)), 710, 721);
    }

    private async Task StartAsync(NodeEvents mode)
    {
        var options = new NodeHostOptions { Name = "node-1", Events = mode };
        var signals = new NodeSignals(options, _api.Client(), ApiConnection.Clock(_time), _time, NullLogger.Instance, new HttpClientTransport(_azure));
        var nodes = Follow<Node>(signals.Client);
        Follow<Service>(signals.Client);
        Follow<EndpointSlice>(signals.Client);
        Follow<Pod>(signals.Client);
        var report = new NodeReportOptions { Name = "node-1", Address = "10.0.0.1", AgentPort = 10250, ReportInterval = signals.ReportInterval };
        var runtime = new PretendContainerRuntime(new PretendRuntimeOptions(), _time, new SeededIds(1));
        var reporter = new NodeReporter(report, new PretendMachine("node-1", 4, 8L << 30, _time), runtime, () => null, signals.Heartbeats(() => null),
            signals.FollowsItself ? nodes : null, signals.Client, _time, NullLogger<NodeReporter>.Instance);
        _running.Add(reporter.RunAsync(_stop.Token));
        _running.Add(signals.ListenAsync(_stop.Token));
        await reporter.ReadyAsync(default).WaitAsync(Eventually.Patience);
        await _time.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1), () => _time.TimerCount >= (mode == NodeEvents.Doorbell ? 5 : 2));
        await Eventually.TrueAsync(() => _time.TimerCount >= TimersAtRest(mode));
    }

    /// <summary>Every loop waits for the clock: four informers, the report, the lease; by doorbell also the table and the queue.</summary>
    private static int TimersAtRest(NodeEvents mode) => mode == NodeEvents.Doorbell ? 8 : 6;

    private Informer<T> Follow<T>(IObjectClient client)
        where T : class, CloudOrchestrator.Objects.IKubernetesObject
    {
        var informer = new Informer<T>(client, null, new ListQuery(), _time);
        _running.Add(informer.RunAsync(_stop.Token));
        return informer;
    }

    private async Task<(string[] Api, string[] Azure)> HourAsync(NodeEvents mode)
    {
        var (api, azure) = (_api.Requests.Count, _azure.Requests.Count);
        await _time.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), () => _time.TimerCount >= TimersAtRest(mode));
        return ([.. _api.Requests.Skip(api)], [.. _azure.Requests.Skip(azure)]);
    }

    private async Task<HttpResponseMessage> AnswerApiAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.PathAndQuery;
        if (request.Method == HttpMethod.Get && address.Contains("watch=true", StringComparison.Ordinal))
        {
            if (!address.Contains("timeoutSeconds=10", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMinutes(5), _time, cancellationToken);
            return FakeServer.Json($$$"""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"{{{Revision()}}}"} } }""" + "\n");
        }
        if (request.Method == HttpMethod.Post && address.EndsWith("/access", StringComparison.Ordinal))
            return FakeServer.Json(NodeAccessSourceTests.Grants(1, _time.GetUtcNow().AddHours(12)));
        if (request.Method == HttpMethod.Get && address.Contains("node-1", StringComparison.Ordinal))
            return address.Contains("/leases/", StringComparison.Ordinal) || _node is null ? FakeServer.Code(HttpStatusCode.NotFound) : FakeServer.Json(_node);
        if (request.Method == HttpMethod.Get)
            return FakeServer.Json($$$"""{"metadata":{"resourceVersion":"{{{Revision()}}}"},"items":[]}""");
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        body["metadata"]!["resourceVersion"] = Interlocked.Increment(ref _revision).ToString(CultureInfo.InvariantCulture);
        if (address.Contains("/nodes", StringComparison.Ordinal))
            _node = body.ToJsonString();
        return FakeServer.Json(body.ToJsonString());
    }

    private async Task<HttpResponseMessage> AnswerAzureAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/messages/head", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromSeconds(60), _time, cancellationToken);
        return FakeServer.Code(HttpStatusCode.NoContent);
    }

    private string Revision() => Volatile.Read(ref _revision).ToString(CultureInfo.InvariantCulture);
}
