using CloudOrchestrator.Testing;
using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class MaintenanceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task MaintainOnceAsync_EnoughRecords_WritesStateAndTrims()
    {
        await using var log = Open();
        await using var fixture = new StoreFixture(log, new ObjectStoreOptions { StateRecordsMin = 50, Retention = TimeSpan.FromSeconds(-1) });
        for (var i = 0; i < 49; i++)
            await fixture.CreateAsync($"p{i}");
        await fixture.Store.MaintainOnceAsync(None);
        Assert.Equal(0, (await log.ReadStateAsync(Pods, None)).Revision);
        await fixture.DeleteAsync("p0");
        await fixture.Store.MaintainOnceAsync(None);
        var state = await log.ReadStateAsync(Pods, None);
        Assert.Equal((50, 48), (state.Revision, state.Objects.Count));
        Assert.True((await log.ReadAsync(Pods, 0, 1, None)).Expired);
    }

    [Fact]
    public async Task ReplicaAsync_AfterStateAndTrim_IsTheSameAsBefore()
    {
        string[] before;
        await using (var log = Open())
        {
            await using var fixture = new StoreFixture(log, new ObjectStoreOptions { StateRecordsMin = 50, Retention = TimeSpan.FromSeconds(-1) });
            for (var i = 0; i < 60; i++)
                await fixture.CreateAsync($"p{i}", owner: "rs");
            await fixture.DeleteAsync("p5");
            await fixture.Store.MaintainOnceAsync(None);
            await fixture.DeleteAsync("p6");
            await fixture.PutAsync("p7", Pod("p7", "rs", image: "new"));
            before = Texts((await fixture.ReplicaAsync()).Snapshot);
        }

        await using var reopened = Open();
        await using var restarted = new StoreFixture(reopened);
        var snapshot = (await restarted.ReplicaAsync()).Snapshot;
        Assert.Equal(before, Texts(snapshot));
        Assert.Equal(63, snapshot.Revision);
        Assert.Equal(58, snapshot.OwnedBy("rs").Count);
    }

    [Fact]
    public async Task Start_IntervalPasses_MaintainsUntilDisposed()
    {
        var time = new ManualTimeProvider();
        await using var log = new MemoryLog(time);
        await using var fixture = new StoreFixture(log, new ObjectStoreOptions { StateAgeMax = TimeSpan.FromHours(1) }, time);
        fixture.Store.Start();
        await fixture.CreateAsync("a");
        for (var minute = 0; minute < 59; minute++)
            time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await log.ReadStateAsync(Pods, None)).Revision);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await log.ReadStateAsync(Pods, limit.Token)).Revision == 0)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await fixture.DisposeAsync();
    }

    private static string[] Texts(ReplicaSnapshot snapshot) => [.. snapshot.List(null).Select(stored => Encoding.UTF8.GetString(stored.Utf8.Span))];

    private FileLog Open() => FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = 1000 }, TimeProvider.System);
}
