using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Objects.Tests;

public sealed class TimeLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_WorkEndsInTime_ReturnsItsResult() => Assert.Equal(7, await RunAsync(_ => Task.FromResult(7), default));

    [Fact]
    public async Task RunAsync_TimeIsOver_SaysWhatHasNotHappened()
    {
        var running = RunAsync(NeverAsync, default);
        _time.Advance(Limit - Moment);
        Assert.False(running.IsCompleted);

        _time.Advance(Moment);

        Assert.Equal("nobody has come within 5 s", (await Assert.ThrowsAsync<TimeoutException>(() => running)).Message);
    }

    [Fact]
    public async Task RunAsync_CallerGivesUp_IsNoTimeout()
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(NeverAsync, stop.Token);
        await stop.CancelAsync();
        _time.Advance(Limit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task RunAsync_WorkFails_FailsWithTheSame() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(_ => Task.FromException<int>(new InvalidDataException()), default));

    [Fact]
    public async Task Restart_BeforeTheEnd_GivesTheWholeTimeAgain()
    {
        using var limit = new TimeLimit("nobody has come", Limit, _time, default);
        var running = limit.RunAsync(NeverAsync);
        _time.Advance(Limit - Moment);
        limit.Restart();
        _time.Advance(Limit - Moment);
        Assert.False(running.IsCompleted);

        _time.Advance(Moment);

        await Assert.ThrowsAsync<TimeoutException>(() => running);
    }

    private Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken caller) =>
        TimeLimit.RunAsync("nobody has come", Limit, _time, work, caller);

    private async Task<int> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        return 0;
    }
}
