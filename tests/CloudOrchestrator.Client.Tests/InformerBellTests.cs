namespace CloudOrchestrator.Client.Tests;

/// <summary>An informer whose server does not hold watches open.</summary>
public sealed class InformerBellTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly HandBell _bell = new();
    private readonly ScriptedServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Informer<ConfigMap> _informer;
    private Task _running = Task.CompletedTask;

    public InformerBellTests()
    {
        _server = new ScriptedServer { Pacing = _bell };
        _informer = new Informer<ConfigMap>(_server, "ns", new ListQuery(), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_NoRing_AsksNothing()
    {
        await StartAsync();
        _server.Put("a", "1");
        _time.Advance(TimeSpan.FromDays(1));
        await AwaitedAsync();
        Assert.Equal(0, _server.CallCount);
        Assert.Empty(_informer.Items);
        Assert.Null(_informer.LostContactAt);
    }

    [Fact]
    public async Task RunAsync_Ring_CatchesUpAndHangsUpAtTheBookmark()
    {
        await StartAsync();
        _server.Put("a", "1");
        _server.Bookmark();
        _bell.Ring();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        await WaitForAsync("a=1");
        await PassAsync();
        _server.Put("b", "2");
        _server.Bookmark();
        Assert.Equal(0, _server.CallCount);
        _bell.Ring();
        Assert.Equal("watch 12", await _server.NextCallAsync());
        await WaitForAsync("a=1", "b=2");
    }

    [Fact]
    public async Task RunAsync_RingDuringAWatch_LeadsToAnother()
    {
        await StartAsync();
        _bell.Ring();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        _bell.Ring();
        _bell.Ring();
        _server.Bookmark();
        await GapAsync();
        Assert.Equal("watch 11", await _server.NextCallAsync());
        _server.Bookmark();
        await PassAsync();
        Assert.Equal(0, _server.CallCount);
    }

    [Fact]
    public async Task RunAsync_WatchFails_IsAskedAgainWithoutARing()
    {
        await StartAsync();
        _server.Failure = new HttpRequestException("connection refused");
        _bell.Ring();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        await UntilAsync(() => _informer.LastFailure is not null);
        _server.Failure = null;
        _server.Put("a", "1");
        _server.Bookmark();
        await GapAsync();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        await WaitForAsync("a=1");
    }

    [Fact]
    public async Task RunAsync_WatchEndsBeforeItHasSaidAll_IsAskedAgainWithoutARing()
    {
        await StartAsync();
        _bell.Ring();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        _server.EndWatch();
        await GapAsync();
        Assert.Equal("watch 10", await _server.NextCallAsync());
    }

    [Fact]
    public async Task RunAsync_RevisionExpired_ListsAndWaits()
    {
        await StartAsync();
        _server.Put("b", "2", tell: false);
        _server.Failure = new ApiStatusException(ApiStatuses.Expired("too old resource version"));
        _bell.Ring();
        Assert.Equal("watch 10", await _server.NextCallAsync());
        await UntilAsync(() => _informer.LastFailure is not null);
        _server.Failure = null;
        await GapAsync();
        Assert.Equal("list", await _server.NextCallAsync());
        await WaitForAsync("b=2");
        await AwaitedAsync();
        Assert.Equal(0, _server.CallCount);
    }

    private async Task StartAsync()
    {
        _running = _informer.RunAsync(_stop.Token);
        await _informer.SyncedAsync(_stop.Token).WaitAsync(Patience);
        Assert.Equal("list", await _server.NextCallAsync());
        await AwaitedAsync();
    }

    /// <summary>Waits until the informer waits for the bell.</summary>
    private Task AwaitedAsync() => UntilAsync(() => _bell.IsAwaited);

    /// <summary>Lets the pause between two questions, or before another try, pass.</summary>
    private async Task GapAsync()
    {
        await UntilAsync(() => _time.UntilNextTimer < TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task PassAsync()
    {
        await GapAsync();
        await AwaitedAsync();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < Patience);
            await Task.Yield();
        }
    }

    private async Task WaitForAsync(params string[] expected)
    {
        for (var version = _informer.Version; !Content().SequenceEqual(expected); version = _informer.Version)
            await _informer.ChangedAsync(version, _stop.Token).WaitAsync(Patience);
    }

    private string[] Content() => [.. _informer.Items.Values.Select(item => $"{item.Metadata.Name}={item.Data!["k"]}").Order(StringComparer.Ordinal)];
}
