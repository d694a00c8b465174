namespace CloudOrchestrator.NodeHost.Tests.Azure;

public sealed class TableHeartbeatTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeServer _api;
    private readonly NodeAccessSource _access;
    private int _answers;

    public TableHeartbeatTests()
    {
        _api = new FakeServer(_ => FakeServer.Json(NodeAccessSourceTests.Grants(++_answers, _time.GetUtcNow().AddHours(12))));
        _access = new NodeAccessSource(_api.Client(), "node-1", new ServerClock(_time), _time, NullLogger.Instance);
    }

    [Fact]
    public async Task BeatAsync_Granted_MergesNothingIntoItsRow()
    {
        HttpRequestMessage? sent = null;
        string? body = null;
        var table = new FakeServer(request =>
        {
            (sent, body) = (request, request.Content!.ReadAsStringAsync().Result);
            return FakeServer.Code(HttpStatusCode.NoContent);
        });
        var heartbeat = new TableHeartbeat(table.Client(), _access, _time);
        await heartbeat.BeatAsync(default);
        Assert.Equal(TimeSpan.FromSeconds(10), heartbeat.Interval);
        Assert.Equal(
            "https://store.table.core.windows.net/heartbeats(PartitionKey='node-1',RowKey='heartbeat')?sv=2019-02-02&sig=h1", sent!.RequestUri!.AbsoluteUri);
        Assert.Equal(("PATCH", "{}", "application/json"), (sent.Method.Method, body, sent.Content!.Headers.ContentType!.ToString()));
        Assert.False(sent.Headers.Contains("If-Match"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task BeatAsync_Refused_AsksForOtherGrants(HttpStatusCode code)
    {
        var table = new FakeServer(request => FakeServer.Code(request.RequestUri!.Query.Contains("h1", StringComparison.Ordinal) ? code : HttpStatusCode.NoContent));
        var heartbeat = new TableHeartbeat(table.Client(), _access, _time);
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        _time.Advance(TimeSpan.FromMinutes(2));
        await heartbeat.BeatAsync(default).WaitAsync(Eventually.Patience);
        Assert.Equal(2, _api.Requests.Count);
    }

    [Fact]
    public async Task BeatAsync_TableBusy_KeepsItsGrants()
    {
        var table = new FakeServer(_ => FakeServer.Code(HttpStatusCode.ServiceUnavailable));
        var heartbeat = new TableHeartbeat(table.Client(), _access, _time);
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task BeatAsync_TableSilent_GivesUpBeforeTheNextIsDue()
    {
        var table = new FakeServer(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return FakeServer.Code(HttpStatusCode.NoContent);
        });
        var beat = new TableHeartbeat(table.Client(), _access, _time).BeatAsync(default);
        await Eventually.TrueAsync(() => table.Requests.Count == 1);
        _time.Advance(TimeSpan.FromSeconds(9));
        await Assert.ThrowsAsync<HttpRequestException>(() => beat.WaitAsync(Eventually.Patience));
    }
}
