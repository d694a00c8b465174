using CloudOrchestrator.Testing;
using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class CommittedTests
{
    [Fact]
    public async Task MutateAsync_Stored_TellsBeforeItAnswers()
    {
        var told = new TaskCompletionSource<(string, long, long)>();
        var release = new TaskCompletionSource();
        var options = new ObjectStoreOptions
        {
            Committed = async (stream, from, to, _) =>
            {
                told.SetResult((stream, from, to));
                await release.Task;
            },
        };
        await using var fixture = new StoreFixture(new MemoryLog(TimeProvider.System), options);
        var answer = fixture.CreateAsync("a");
        Assert.Equal((Pods, 1, 1), await told.Task);
        Assert.False(answer.IsCompleted);
        release.SetResult();
        Assert.Equal(StoreOutcome.Stored, (await answer).Outcome);
    }

    [Fact]
    public async Task MutateAsync_TellingIsSlow_DoesNotHoldUpTheNextAppend()
    {
        var release = new TaskCompletionSource();
        var ranges = new List<(long, long)>();
        var second = new TaskCompletionSource();
        var options = new ObjectStoreOptions
        {
            Committed = async (_, from, to, _) =>
            {
                lock (ranges)
                {
                    ranges.Add((from, to));
                    if (to == 2)
                        second.SetResult();
                }

                await release.Task;
            },
        };
        await using var fixture = new StoreFixture(new MemoryLog(TimeProvider.System), options);
        var first = fixture.CreateAsync("a");
        var next = fixture.CreateAsync("b");
        await second.Task;
        release.SetResult();
        await Task.WhenAll(first, next);
        Assert.Equal(2, ranges.Max(range => range.Item2));
    }

    [Fact]
    public async Task MutateAsync_TellingFails_IsStoredAndReported()
    {
        var failures = new List<Exception>();
        var options = new ObjectStoreOptions
        {
            Committed = static (_, _, _, _) => throw new IOException("queue unreachable"),
            BackgroundFailed = (_, exception) => failures.Add(exception),
        };
        await using var fixture = new StoreFixture(new MemoryLog(TimeProvider.System), options);
        Assert.Equal(StoreOutcome.Stored, (await fixture.CreateAsync("a")).Outcome);
        Assert.Equal("queue unreachable", Assert.Single(failures).Message);
    }

    [Fact]
    public async Task MutateAsync_TellingNeverEnds_AnswersAfterTheTimeLimit()
    {
        var time = new ManualTimeProvider();
        var failures = new List<Exception>();
        var began = new TaskCompletionSource();
        var options = new ObjectStoreOptions
        {
            Committed = async (_, _, _, _) =>
            {
                began.SetResult();
                await new TaskCompletionSource().Task;
            },
            BackgroundFailed = (_, exception) => failures.Add(exception),
        };
        await using var fixture = new StoreFixture(new MemoryLog(time), options, time);
        var answer = fixture.CreateAsync("a");
        await began.Task;
        time.Advance(options.CommittedTimeMax);
        Assert.Equal(StoreOutcome.Stored, (await answer).Outcome);
        Assert.IsType<TimeoutException>(Assert.Single(failures));
    }

    [Fact]
    public async Task MutateAsync_NothingStored_TellsNothing()
    {
        var told = 0;
        await using var fixture = new StoreFixture(new MemoryLog(TimeProvider.System), new ObjectStoreOptions
        {
            Committed = (_, _, _, _) =>
            {
                told++;
                return ValueTask.CompletedTask;
            },
        });
        await fixture.DeleteAsync("a");
        Assert.Equal(0, told);
    }
}
