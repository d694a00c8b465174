using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeHost.Tests.Azure;

public sealed class NodeAccessSourceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CountingLog _log = new();
    private readonly FakeServer _api;
    private readonly NodeAccessSource _access;
    private HttpStatusCode _code = HttpStatusCode.OK;
    private int _answers;

    public NodeAccessSourceTests()
    {
        _api = new FakeServer(_ => _code == HttpStatusCode.OK ? FakeServer.Json(Grants(++_answers, _time.GetUtcNow().AddHours(12))) : FakeServer.Code(_code));
        _access = new NodeAccessSource(_api.Client(), "node-1", ApiConnection.Clock(_time), _time, _log);
    }

    public static string Grants(int number, DateTimeOffset expires) => $$"""
        {
          "heartbeat": { "table": "https://store.table.core.windows.net/heartbeats", "partitionKey": "node-1", "sas": "sv=2019-02-02&sig=h{{number}}" },
          "doorbell": { "queue": "https://bus.servicebus.windows.net/node-1", "sas": "SharedAccessSignature sig=q{{number}}" },
          "expires": "{{expires:O}}"
        }
        """;

    [Fact]
    public async Task GetAsync_Twice_AsksOnce()
    {
        var both = await Task.WhenAll(_access.GetAsync(default), _access.GetAsync(default)).WaitAsync(Eventually.Patience);
        Assert.Same(both[0], both[1]);
        Assert.Same(both[0], await _access.GetAsync(default));
        Assert.Equal(["POST https://server:6443/apis/node.cloudorchestrator.io/v1/nodes/node-1/access"], _api.Requests);
        Assert.Equal(("node-1", "sv=2019-02-02&sig=h1", "SharedAccessSignature sig=q1"), (both[0].Heartbeat!.PartitionKey, both[0].Heartbeat!.Sas, both[0].Doorbell!.Sas));
    }

    [Fact]
    public async Task GetAsync_LongBeforeTheEnd_RenewsInTheBackground()
    {
        var first = await _access.GetAsync(default);
        _time.Advance(TimeSpan.FromHours(8.9));
        Assert.Same(first, await _access.GetAsync(default));
        await Eventually.SettleAsync();
        Assert.Single(_api.Requests);
        _time.Advance(TimeSpan.FromHours(0.2));
        Assert.Same(first, await _access.GetAsync(default));
        await Eventually.TrueAsync(() => _access.GetAsync(default) is { IsCompletedSuccessfully: true } task && task.Result != first);
        Assert.Equal(2, _api.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_ApiAway_UsesWhatIsStillGood()
    {
        var first = await _access.GetAsync(default);
        _code = HttpStatusCode.ServiceUnavailable;
        _time.Advance(TimeSpan.FromHours(11));
        Assert.Same(first, await _access.GetAsync(default));
        await RenewalsFailedAsync(1);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Same(first, await _access.GetAsync(default));
        await RenewalsFailedAsync(2);
        _time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => _access.GetAsync(default).WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Refused_CurrentGrants_AreAskedForAgainAtOnceAndThenMoreSlowly()
    {
        var first = await _access.GetAsync(default);
        _time.Advance(TimeSpan.FromHours(1));
        _access.Refused(first);
        var second = await _access.GetAsync(default).WaitAsync(Eventually.Patience);
        Assert.NotSame(first, second);
        _access.Refused(first);
        Assert.Same(second, await _access.GetAsync(default));
        _access.Refused(second);
        var third = _access.GetAsync(default);
        await Eventually.TrueAsync(() => _time.UntilNextTimer is not null);
        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotSame(second, await third.WaitAsync(Eventually.Patience));
        Assert.Equal(3, _api.Requests.Count);
    }

    private async Task RenewalsFailedAsync(int times)
    {
        await Eventually.TrueAsync(() => _log.Lines == times);
        await Eventually.SettleAsync();
        Assert.Equal(1 + times, _api.Requests.Count);
    }

    private sealed class CountingLog : ILogger
    {
        private int _lines;

        public int Lines => Volatile.Read(ref _lines);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _lines);
    }
}
