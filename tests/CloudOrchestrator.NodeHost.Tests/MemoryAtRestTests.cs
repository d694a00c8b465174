using CloudOrchestrator.Testing;

namespace CloudOrchestrator.NodeHost.Tests;

public sealed class MemoryAtRestTests
{
    private readonly ManualTimeProvider _time = new();
    private long _allocated;
    private int _given;

    [Fact]
    public async Task RunAsync_BusyThenAtRest_GivesBackOnceAfterEachBusyTime()
    {
        using var stop = new CancellationTokenSource();
        var running = new MemoryAtRest(_time, () => _allocated, () => _given++).RunAsync(stop.Token);

        Assert.Equal([0, 1, 1, 1, 1, 1, 2, 2], [.. new[] { 99L, 0, 1, 1, 99, 99, 0, 1 }.Select(LookAfter)]);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private int LookAfter(long megabytes)
    {
        _allocated += megabytes << 20;
        _time.Advance(MemoryAtRest.Interval);
        return _given;
    }
}
