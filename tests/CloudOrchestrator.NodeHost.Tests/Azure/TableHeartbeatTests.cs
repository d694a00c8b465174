using Azure.Core.Pipeline;

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
        _access = new NodeAccessSource(_api.Client(), "node-1", ApiConnection.Clock(_time), _time, NullLogger.Instance);
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
        var heartbeat = Over(table);
        await heartbeat.BeatAsync(default);
        Assert.Equal(TimeSpan.FromSeconds(10), heartbeat.Interval);
        Assert.Equal(
            "https://store.table.core.windows.net/heartbeats(PartitionKey='node-1',RowKey='heartbeat')?sv=2019-02-02&sig=h1", sent!.RequestUri!.AbsoluteUri);
        Assert.True(sent.Method.Method is "PATCH" or "MERGE", sent.Method.Method);
        Assert.DoesNotContain("Timestamp", body, StringComparison.Ordinal);
        Assert.False(sent.Headers.Contains("If-Match"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task BeatAsync_Refused_AsksForOtherGrants(HttpStatusCode code)
    {
        var table = new FakeServer(request => FakeServer.Code(request.RequestUri!.Query.Contains("h1", StringComparison.Ordinal) ? code : HttpStatusCode.NoContent));
        var heartbeat = Over(table);
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        _time.Advance(TimeSpan.FromMinutes(2));
        await heartbeat.BeatAsync(default).WaitAsync(Eventually.Patience);
        Assert.Equal(2, _api.Requests.Count);
    }

    [Fact]
    public async Task BeatAsync_TableBusy_KeepsItsGrants()
    {
        var table = new FakeServer(_ => FakeServer.Code(HttpStatusCode.ServiceUnavailable));
        var heartbeat = Over(table);
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        await Assert.ThrowsAsync<HttpRequestException>(() => heartbeat.BeatAsync(default));
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task BeatAsync_NoTable_DoesNothingAndSaysSo()
    {
        var api = new FakeServer(_ => FakeServer.Code(HttpStatusCode.NotFound));
        var access = new NodeAccessSource(api.Client(), "node-1", ApiConnection.Clock(_time), _time, NullLogger.Instance);
        await new TableHeartbeat(access, TableHeartbeat.Options(_time)).BeatAsync(default);
        Assert.False(access.HasTable);
    }

    private TableHeartbeat Over(FakeServer table)
    {
        var options = TableHeartbeat.Options(_time);
        options.AttemptsMax = 1;
        options.Transport = new HttpClientTransport(table);
        return new TableHeartbeat(_access, options);
    }
}
