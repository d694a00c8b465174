using CloudOrchestrator.Testing;
using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class SharedLogTests : IAsyncDisposable
{
    private static readonly ObjectStoreOptions Options = new() { SharedLog = true, AppendRetryDelay = TimeSpan.FromMilliseconds(1) };

    private readonly ManualTimeProvider _time = new();
    private readonly WatchedLog _log;
    private readonly StoreFixture _one;
    private readonly StoreFixture _two;

    public SharedLogTests()
    {
        _log = new WatchedLog(new MemoryLog(_time));
        _one = new StoreFixture(_log, Options, _time);
        _two = new StoreFixture(_log, Options, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReplicaAsync_OthersHaveAppended_IsCaughtUp(bool fresh)
    {
        await _one.ReplicaAsync();
        await _two.CreateAsync("a");
        Assert.Equal(1, (await _one.ReplicaAsync(fresh)).Snapshot.Count);
    }

    [Fact]
    public async Task ReplicaAsync_JustOpened_AsksNothingMore()
    {
        await _one.ReplicaAsync();
        Assert.Equal((1, 0), (_log["state"], _log["head"]));
    }

    [Fact]
    public async Task GetAsync_StreamNotOpen_LoadsNothing()
    {
        await _two.CreateAsync("a");
        _log.Reset();
        Assert.Equal("a", (await _one.Store.GetAsync(Pods, Key("a"), fresh: false, None))!.Key.Name);
        Assert.Null(await _one.Store.GetAsync(Pods, Key("b"), fresh: true, None));
        Assert.Equal((2, 0, 0), (_log["object"], _log["state"], _log["read"]));
    }

    [Fact]
    public async Task GetAsync_StreamOpen_ReplicaServesWhileItIsYoung()
    {
        await _one.ReplicaAsync();
        await _two.CreateAsync("a");
        _log.Reset();
        Assert.Null(await _one.Store.GetAsync(Pods, Key("a"), fresh: false, None));
        Assert.Equal(0, _log["object"]);
        Assert.NotNull(await _one.Store.GetAsync(Pods, Key("a"), fresh: true, None));
        _time.Advance(Options.StaleMax + TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await _one.Store.GetAsync(Pods, Key("a"), fresh: false, None));
    }

    [Fact]
    public async Task GetAsync_DeletedByOthers_IsGone()
    {
        await _two.CreateAsync("a");
        await _two.DeleteAsync("a");
        Assert.Null(await _one.Store.GetAsync(Pods, Key("a"), fresh: true, None));
    }

    [Fact]
    public async Task Follow_OthersAppend_TheLogIsWaitedForOnlyMeanwhile()
    {
        var replica = await _one.ReplicaAsync();
        Assert.Equal(0, _log["wait"]);
        using var stop = new CancellationTokenSource();
        await using (var changes = replica.Follow(0, stop.Token).Require().GetAsyncEnumerator(None))
        {
            var next = changes.MoveNextAsync().AsTask();
            await _two.CreateAsync("a");
            Assert.True(await next);
            Assert.Equal("a", changes.Current[0].After!.Key.Name);
        }

        _log.Reset();
        await _two.CreateAsync("b");
        await _two.CreateAsync("c");
        Assert.Equal(0, _log["wait"]);
        Assert.Equal(1, replica.Snapshot.Revision);
    }

    [Fact]
    public async Task MutateAsync_OthersHaveDeleted_DecidesOnThePresent()
    {
        await _one.CreateAsync("a");
        await _one.ReplicaAsync();
        await _two.DeleteAsync("a");
        Assert.Equal((StoreOutcome.Stored, 3L), await _one.CreateAsync("a") is var result ? (result.Outcome, result.Object!.Revision) : default);
    }

    [Fact]
    public async Task MutateObjectAsync_StreamNotOpen_LoadsNothing()
    {
        await _two.CreateAsync("a");
        _log.Reset();
        var result = await ChangeAsync(_one, "a");
        Assert.Equal((StoreOutcome.Stored, 2L, 1L), (result.Outcome, result.Object!.Revision, result.Previous!.Revision));
        Assert.Equal((0, 0, 1, 1, 1), (_log["state"], _log["read"], _log["head"], _log["object"], _log["append"]));
        Assert.Equal(2, (await _two.ReplicaAsync()).Snapshot.Get(Key("a"))!.Revision);
    }

    [Fact]
    public async Task MutateObjectAsync_ManyWritersAndLostReplies_EveryIncrementCountsExactlyOnce()
    {
        var random = new Random(1);
        _log.Append = async (append, _) =>
        {
            int dice;
            lock (random)
                dice = random.Next(10);
            if (dice == 0)
                throw new IOException("injected: the request is lost");
            var outcome = await append();
            return dice switch
            {
                1 => throw new IOException("injected: the reply is lost"),
                2 => AppendOutcome.Conflict,
                _ => outcome,
            };
        };
        await using var one = new StoreFixture(_log, Options with { ConflictsMax = 10_000 });
        await using var two = new StoreFixture(_log, Options with { ConflictsMax = 10_000 });
        await two.CreateAsync("0");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => i % 10 == 9 ? IncrementAsync(two) : i % 2 == 0 ? IncrementAlone(one) : IncrementAlone(two))));
        Assert.Equal(100, (int)(await one.Store.GetAsync(Pods, Key("n"), true, None))!.ToJsonObject()["n"]!);
    }

    [Fact]
    public async Task MutateObjectAsync_SessionOpensMeanwhile_ReplicaHasTheWrite()
    {
        var opening = Task.CompletedTask;
        _log.Append = async (append, _) =>
        {
            opening = _one.ReplicaAsync().AsTask();
            await opening;
            return await append();
        };
        await ChangeAsync(_one, "a", create: true);
        Assert.NotNull(await _one.Store.GetAsync(Pods, Key("a"), fresh: false, None));
    }

    [Fact]
    public async Task MutateAsync_AppendReportedAsConflictThoughStored_IsRecognised()
    {
        var lies = 1;
        _log.Append = async (append, _) => await append() is var outcome && lies-- > 0 ? AppendOutcome.Conflict : outcome;
        await _one.ReplicaAsync();
        var results = await Task.WhenAll(_one.CreateAsync("a"), _one.CreateAsync("b"));
        Assert.All(results, result => Assert.Equal(StoreOutcome.Stored, result.Outcome));
        Assert.Equal(2, await _log.HeadAsync(Pods, None));
    }

    [Fact]
    public async Task MutateAsync_ConflictsMakeRefusedOnesFit_NoAppendIsLargerThanAllowed()
    {
        var sizes = new List<int>();
        var first = true;
        _log.Append = async (append, records) =>
        {
            lock (sizes)
                sizes.Add(records.Count);
            if (first)
            {
                first = false;
                await _log.AppendAsync(Pods, 1, [new LogRecord(2, LogRecordType.Delete, Key("a"), "{}"u8.ToArray(), _time.GetUtcNow(), Guid.NewGuid(), 1)], None);
            }

            return await append();
        };
        first = false;
        await _two.CreateAsync("a");
        first = true;
        await using var small = new StoreFixture(_log, Options with { BatchRecordsMax = 3 });

        // One that is stored in any case goes first, so that its append meets the conflict. Should threads have all of the others decided before, they stay refused.
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => small.CreateAsync(i is > 0 and < 10 ? "a" : $"p{i}")));
        Assert.InRange(results.Count(result => result.Outcome == StoreOutcome.Stored), 3, 4);
        Assert.InRange(sizes.Max(), 1, 3);
    }

    [Fact]
    public async Task MutateAsync_ValuesTooLargeTogether_AreAppendedApart()
    {
        var bytes = new List<long>();
        _log.Append = (append, records) =>
        {
            bytes.Add(records.Sum(record => (long)record.Value.Length));
            return append();
        };
        await using var small = new StoreFixture(_log, Options with { BatchBytesMax = 1000 });
        await small.ReplicaAsync();
        var values = Enumerable.Range(0, 10).Select(i => small.PutAsync($"p{i}", Pod($"p{i}", image: new string('x', i == 5 ? 5000 : 300))));
        Assert.All(await Task.WhenAll(values), result => Assert.Equal(StoreOutcome.Stored, result.Outcome));
        Assert.All(bytes, size => Assert.True(size is <= 1000 or > 5000 and < 5300));
    }

    [Fact]
    public async Task MaintainOnceAsync_SharedLog_TrimsWithoutWritingState()
    {
        await _one.CreateAsync("a");
        await _one.Store.MaintainOnceAsync(None);
        await _one.Store.MaintainOnceAsync(None);
        Assert.Equal((1, 0L), (_log["trim"], (await _log.ReadStateAsync(Pods, None)).Revision));
    }

    [Fact]
    public async Task MutateAsync_NodeGainedPodSince_GuardRefuses()
    {
        var indexes = new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>
        {
            [Pods] = new Dictionary<string, Func<StoredObject, string?>> { ["spec.nodeName"] = FieldIndex.Path("spec", "nodeName") },
        };
        await using var one = new StoreFixture(_log, Options with { Indexes = indexes });
        await using var two = new StoreFixture(_log, Options with { Indexes = indexes });
        await one.CreateAsync("a");
        await one.CreateAsync("b");
        await one.CreateAsync("c");
        await two.ReplicaAsync();
        var guard = new WriteGuard(WriteGuard.KeyOf("spec.nodeName", "n1"), 3);
        Assert.Equal(StoreOutcome.Stored, (await one.PutAsync("a", Pod("a", node: "n1"), guard)).Outcome);
        Assert.Equal(StoreOutcome.Stored, (await one.PutAsync("c", Pod("c", node: "n1"), guard)).Outcome);
        Assert.Equal((StoreOutcome.Refused, 409), await two.PutAsync("b", Pod("b", node: "n1"), guard) is var refused ? (refused.Outcome, refused.Error!.Code ?? 0) : default);
        Assert.Equal(StoreOutcome.Stored, (await two.PutAsync("b", Pod("b", node: "n2"), new WriteGuard(WriteGuard.KeyOf("spec.nodeName", "n2"), 3))).Outcome);
    }

    private static Task<MutationResult> ChangeAsync(StoreFixture fixture, string name, bool create = false) => fixture.Store.MutateObjectAsync(
        Pods, Key(name), current => current is null && !create ? new Mutation.Keep() : new Mutation.Put(Pod(name, image: "changed")), None);

    private static Task<MutationResult> IncrementAlone(StoreFixture fixture) => fixture.Store.MutateObjectAsync(Pods, Key("n"), Incremented, None);

    private static Task<MutationResult> IncrementAsync(StoreFixture fixture) =>
        fixture.Store.MutateAsync(Pods, Key("n"), (current, _) => Incremented(current), null, None);

    private static Mutation Incremented(StoredObject? current)
    {
        var value = current?.ToJsonObject() ?? Pod("n");
        value["n"] = (value["n"]?.GetValue<int>() ?? 0) + 1;
        return new Mutation.Put(value);
    }
}
