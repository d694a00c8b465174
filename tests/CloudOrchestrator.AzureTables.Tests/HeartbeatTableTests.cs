using Azure;

namespace CloudOrchestrator.AzureTables.Tests;

public sealed class HeartbeatTableTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private StrictTableService _service = null!;
    private HeartbeatTable _heartbeats = null!;

    private TableSharedKeyCredential Key => TableConnectionString.Parse(_service.ConnectionString).SharedKey!;

    public async Task InitializeAsync()
    {
        _service = await StrictTableService.StartAsync(new StrictTableOptions { Time = _time });
        _heartbeats = new HeartbeatTable(new TableServiceClient(_service.ConnectionString, Logs.Quick), "test");
        await _heartbeats.CreateIfNotExistsAsync(default);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task AgesAsync_NodesBeat_AreMeasuredByTheServiceAlone()
    {
        await Writer("a", "a").BeatAsync(default);
        _time.Advance(TimeSpan.FromSeconds(40));
        await Writer("b", "b").BeatAsync(default);
        _time.Advance(TimeSpan.FromSeconds(2));
        var ages = await _heartbeats.AgesAsync(default);
        Assert.Equal(["a", "b"], ages.Keys.Order());
        Assert.InRange(ages["a"].TotalSeconds, 41, 42);
        Assert.InRange(ages["b"].TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task AgesAsync_NoTable_IsEmpty() =>
        Assert.Empty(await new HeartbeatTable(new TableServiceClient(_service.ConnectionString, Logs.Quick), "other").AgesAsync(default));

    [Fact]
    public async Task DeleteAsync_NodeThere_IsForgotten()
    {
        await Writer("a", "a").BeatAsync(default);
        await _heartbeats.DeleteAsync("a", default);
        await _heartbeats.DeleteAsync("a", default);
        Assert.Empty(await _heartbeats.AgesAsync(default));
    }

    [Fact]
    public async Task BeatAsync_OtherNodesPartition_IsRefused() =>
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => Writer("b", "a").BeatAsync(default))).Status);

    [Fact]
    public async Task BeatAsync_SignatureExpired_IsRefusedUntilRenewed()
    {
        var writer = Writer("a", "a");
        _time.Advance(TimeSpan.FromHours(13));
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => writer.BeatAsync(default));
        Assert.Equal(TableErrorCode.AuthenticationFailed.Value, refused.ErrorCode);
        writer.Renew(_heartbeats.Sign("a", _time.GetUtcNow().AddHours(12), Key));
        await writer.BeatAsync(default);
    }

    private HeartbeatWriter Writer(string partition, string signedFor) =>
        new(_heartbeats.Uri, partition, _heartbeats.Sign(signedFor, _time.GetUtcNow().AddHours(12), Key), Logs.Quick);
}
