namespace CloudOrchestrator.Client.Tests;

public sealed class InformerTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedServer _server = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Informer<ConfigMap> _informer;
    private Task _running = Task.CompletedTask;

    public InformerTests() => _informer = new Informer<ConfigMap>(_server, "ns", new ListQuery(), _time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_Changes_AreFollowed()
    {
        _server.Put("a", "1", tell: false);
        await StartAsync();
        Assert.Equal(["a=1"], Content());
        _server.Put("b", "2");
        _server.Put("a", "3");
        _server.Bookmark();
        _server.Delete("b");
        await WaitForAsync("a=3");
        Assert.Null(_informer.LostContactAt);
    }

    [Fact]
    public async Task Items_HeldByAReader_DoNotChange()
    {
        await StartAsync();
        var before = _informer.Items;
        _server.Put("a", "1");
        await WaitForAsync("a=1");
        Assert.Empty(before);
    }

    [Fact]
    public async Task ChangedAsync_NextChange_Completes()
    {
        await StartAsync();
        var version = _informer.Version;
        var changed = _informer.ChangedAsync(version, _stop.Token);
        Assert.False(changed.IsCompleted);
        _server.Put("a", "1");
        await changed.WaitAsync(Patience);
        Assert.True(_informer.Version > version);
        await _informer.ChangedAsync(version, _stop.Token).WaitAsync(Patience);
    }

    [Fact]
    public async Task RunAsync_WatchEnds_ResumesFromTheLastRevisionSeen()
    {
        await StartAsync();
        _server.Put("a", "1");
        _server.Bookmark();
        await WaitForAsync("a=1");
        _server.EndWatch();
        await RetryAsync();
        Assert.Equal("watch 12", await _server.NextCallAsync());
        _server.Put("b", "2");
        await WaitForAsync("a=1", "b=2");
    }

    [Fact]
    public async Task RunAsync_RevisionExpired_ListsAgain()
    {
        _server.Put("gone", "1", tell: false);
        await StartAsync();
        _server.EndWatch(new ApiStatusException(ApiStatuses.Expired("too old resource version")));
        _server.Put("b", "2", tell: false);
        await RetryAsync();
        Assert.Equal("list", await _server.NextCallAsync());
        Assert.Equal("watch 12", await _server.NextCallAsync());
        await WaitForAsync("b=2", "gone=1");
        Assert.Null(_informer.LostContactAt);
    }

    [Fact]
    public async Task RunAsync_ServerAway_RetriesWithGrowingDelaysAndSaysSinceWhen()
    {
        await StartAsync();
        _server.Failure = new HttpRequestException("connection refused");
        _server.EndWatch(new IOException("connection reset"));
        await ArmedAsync();
        var lostAt = _time.GetUtcNow();
        Assert.Equal(lostAt, _informer.LostContactAt);
        for (var expected = 200; expected <= 6_400; expected *= 2)
        {
            Assert.InRange(_time.UntilNextTimer!.Value.TotalMilliseconds, expected, expected * 1.25);
            _time.Advance(_time.UntilNextTimer!.Value);
            Assert.StartsWith("watch ", await _server.NextCallAsync());
            await ArmedAsync();
        }
        Assert.Equal(lostAt, _informer.LostContactAt);
        Assert.IsType<HttpRequestException>(_informer.LastFailure);
        _server.Failure = null;
        _time.Advance(TimeSpan.FromMinutes(1));
        await _server.NextCallAsync();
        _server.Put("a", "1");
        await WaitForAsync("a=1");
        while (_informer.LostContactAt is not null)
            await Task.Yield();
    }

    [Fact]
    public async Task RunAsync_FirstListFails_SyncsLater()
    {
        _server.Failure = new ApiStatusException(ApiStatuses.ServiceUnavailable("starting"));
        _server.Put("a", "1", tell: false);
        _running = _informer.RunAsync(_stop.Token);
        Assert.Equal("list", await _server.NextCallAsync());
        Assert.False(_informer.SyncedAsync(_stop.Token).IsCompleted);
        _server.Failure = null;
        await RetryAsync();
        await _informer.SyncedAsync(_stop.Token).WaitAsync(Patience);
        Assert.Equal(["a=1"], Content());
    }

    [Fact]
    public async Task RunAsync_RetryAfter_IsHonoured()
    {
        _server.Failure = new ApiStatusException(ApiStatuses.TooManyRequests("slow down", 20));
        _running = _informer.RunAsync(_stop.Token);
        Assert.Equal("list", await _server.NextCallAsync());
        await ArmedAsync();
        Assert.Equal(TimeSpan.FromSeconds(20), _time.UntilNextTimer);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("list", await _server.NextCallAsync());
    }

    [Fact]
    public async Task RunAsync_SilentWatch_IsCutAndResumed()
    {
        await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(6));
        await ArmedAsync();
        Assert.NotNull(_informer.LostContactAt);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("watch 10", await _server.NextCallAsync());
    }

    [Fact]
    public async Task RunAsync_Defect_IsNotRetried()
    {
        _server.Failure = new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _informer.RunAsync(_stop.Token));
    }

    private async Task StartAsync()
    {
        _running = _informer.RunAsync(_stop.Token);
        await _informer.SyncedAsync(_stop.Token).WaitAsync(Patience);
        Assert.Equal("list", await _server.NextCallAsync());
        Assert.StartsWith("watch ", await _server.NextCallAsync());
    }

    /// <summary>Waits until the delay before the next attempt runs; the limit of a watch is minutes away, a delay is not.</summary>
    private async Task ArmedAsync()
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!(_time.UntilNextTimer < TimeSpan.FromMinutes(1)))
        {
            Assert.True(patience.Elapsed < Patience);
            await Task.Yield();
        }
    }

    private async Task RetryAsync()
    {
        await ArmedAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private string[] Content() => [.. _informer.Items.Values.Select(item => $"{item.Metadata.Name}={item.Data!["k"]}").Order(StringComparer.Ordinal)];

    private async Task WaitForAsync(params string[] expected)
    {
        for (var version = _informer.Version; !Content().SequenceEqual(expected); version = _informer.Version)
            await _informer.ChangedAsync(version, _stop.Token).WaitAsync(Patience);
    }
}
