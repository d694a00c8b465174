namespace CloudOrchestrator.Storage.Tests;

public sealed class RefreshGateTests
{
    [Fact]
    public async Task RunAsync_AskedWhileOneRuns_SharesOnlyTheNext()
    {
        var runs = System.Threading.Channels.Channel.CreateUnbounded<TaskCompletionSource>();
        var gate = new RefreshGate(() =>
        {
            var run = new TaskCompletionSource();
            runs.Writer.TryWrite(run);
            return run.Task;
        });

        var first = gate.RunAsync();
        var second = gate.RunAsync();
        var third = gate.RunAsync();

        Assert.Same(second, third);
        var firstRun = await runs.Reader.ReadAsync();
        Assert.False(runs.Reader.TryRead(out _));
        firstRun.SetResult();
        await first;
        var secondRun = await runs.Reader.ReadAsync();
        Assert.False(second.IsCompleted);
        var fourth = gate.RunAsync();
        Assert.NotSame(second, fourth);
        secondRun.SetResult();
        await second;
        (await runs.Reader.ReadAsync()).SetResult();
        await fourth;
    }

    [Fact]
    public async Task RunAsync_OneFails_TheNextIsTried()
    {
        var count = 0;
        var gate = new RefreshGate(() => ++count == 1 ? Task.FromException(new IOException("injected")) : Task.CompletedTask);
        await Assert.ThrowsAsync<IOException>(gate.RunAsync);
        await gate.RunAsync();
        Assert.Equal(2, count);
    }

    /// <summary>Two threads, because what is looked for lies between two instructions.</summary>
    [Fact]
    public async Task RunAsync_AskedAtTheMomentAtWhichOneEnds_LaterCallersAreRefreshedToo()
    {
        for (var round = 0; round < 20_000; round++)
        {
            var count = 0;
            var running = new TaskCompletionSource();
            var gate = new RefreshGate(() => Interlocked.Increment(ref count) == 1 ? running.Task : Task.CompletedTask);
            var first = gate.RunAsync();
            using var start = new Barrier(2);
            var spins = round % 100;
            var ending = Task.Run(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(spins);
                running.SetResult();
            });
            start.SignalAndWait();
            await gate.RunAsync();
            await Task.WhenAll(first, ending);

            var before = count;
            await gate.RunAsync();
            Assert.True(count > before, $"round {round}: nothing was refreshed");
        }
    }
}
