using CloudOrchestrator.Testing.Faults;
using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class UnknownOutcomeTests
{
    private static readonly ObjectStoreOptions Options = new() { AppendRetryDelay = TimeSpan.FromMilliseconds(1) };

    [Theory]
    [InlineData(AppendFault.LostRequest)]
    [InlineData(AppendFault.LostReply)]
    [InlineData(AppendFault.LateRequest)]
    public async Task MutateAsync_OneFault_StoresOnce(AppendFault fault)
    {
        var faults = new Queue<AppendFault>([fault]);
        await using var log = new MemoryLog(TimeProvider.System);
        await using var fixture = new StoreFixture(new FaultyRevisionLog(log, () => faults.TryDequeue(out var next) ? next : AppendFault.None), Options);
        var result = await fixture.CreateAsync("a");
        Assert.Equal((StoreOutcome.Stored, 1L), (result.Outcome, result.Object!.Revision));
        Assert.Equal(1, await log.HeadAsync(Pods, None));
        Assert.Equal(2, (await fixture.CreateAsync("b")).Object!.Revision);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task MutateAsync_ManyFaultsAndTwoStores_EveryIncrementCountsExactlyOnce(int seed)
    {
        var random = new Random(seed);
        await using var log = new MemoryLog(TimeProvider.System);
        AppendFault Next()
        {
            lock (random)
                return random.Next(10) < 4 ? (AppendFault)random.Next(1, 4) : AppendFault.None;
        }

        var options = Options with { AppendAttemptsMax = 100, ConflictsMax = 10_000 };
        await using var one = new StoreFixture(new FaultyRevisionLog(log, Next), options);
        await using var two = new StoreFixture(new FaultyRevisionLog(log, Next), options);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? one : two).CreateAsync($"p{i % 50}"))));
        Assert.Equal(50, results.Count(result => result.Outcome == StoreOutcome.Stored));
        Assert.Equal(50, await log.HeadAsync(Pods, None));
        Assert.Equal(50, (await one.ReplicaAsync(fresh: true)).Snapshot.Count);
    }

    [Fact]
    public async Task MutateAsync_LogKeepsFailing_ThrowsAndRecoversLater()
    {
        var failing = true;
        await using var log = new MemoryLog(TimeProvider.System);
        await using var fixture = new StoreFixture(new FaultyRevisionLog(log, () => failing ? AppendFault.LostReply : AppendFault.None), Options with { AppendAttemptsMax = 1 });
        await Assert.ThrowsAsync<IOException>(() => fixture.CreateAsync("a"));
        failing = false;
        Assert.Equal(StoreOutcome.Refused, (await fixture.CreateAsync("a")).Outcome);
        Assert.Equal(2, (await fixture.CreateAsync("b")).Object!.Revision);
    }
}
