using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class ReplicaTests : IAsyncDisposable
{
    private readonly MemoryLog _log = new(TimeProvider.System);
    private readonly StoreFixture _fixture;

    public ReplicaTests() => _fixture = new(_log, SmallWindowAndNodeIndex);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task List_Namespaces_AreSeparateAndOrdered()
    {
        foreach (var key in new[] { "b/1", "a/2", "c/1", "b/3", "b/2" }.Select(ObjectKey.Parse))
            await _fixture.Store.MutateAsync(Pods, key, (_, _) => new Mutation.Put([]), null, None);
        var snapshot = (await _fixture.ReplicaAsync()).Snapshot;
        Assert.Equal(["a/2", "b/1", "b/2", "b/3", "c/1"], snapshot.List(null).Select(item => item.Key.ToString()));
        Assert.Equal(["b/1", "b/2", "b/3"], snapshot.List("b").Select(item => item.Key.ToString()));
        Assert.Equal(["b/2", "b/3"], snapshot.List("b", new ObjectKey("b", "1")).Select(item => item.Key.ToString()));
        Assert.Equal(["b/1", "b/2", "b/3"], snapshot.List("b", new ObjectKey("a", "9")).Select(item => item.Key.ToString()));
        Assert.Empty(snapshot.List("b", new ObjectKey("c", "0")));
        Assert.Empty(snapshot.List("bb"));
        Assert.Equal((5, 3, 2, 0), (snapshot.CountOf(null), snapshot.CountOf("b"), snapshot.CountOf("b", new ObjectKey("b", "1")), snapshot.CountOf("bb")));
    }

    [Fact]
    public async Task Indexes_FollowEveryChange()
    {
        await _fixture.PutAsync("a", Pod("a", "rs", null));
        await _fixture.PutAsync("b", Pod("b", "rs", "n1"));
        await _fixture.PutAsync("a", Pod("a", "rs", "n1"));
        var replica = await _fixture.ReplicaAsync();
        var both = replica.Snapshot;
        Assert.Equal(["a", "b"], both.ByIndex("spec.nodeName", "n1").Select(Name));
        Assert.Equal(["a", "b"], both.OwnedBy("rs").Select(Name));
        Assert.Same(both.Get(Key("a")), both.OwnedBy("rs").First());
        await _fixture.PutAsync("a", Pod("a", "other", "n2"));
        await _fixture.DeleteAsync("b");
        var after = replica.Snapshot;
        Assert.Empty(after.ByIndex("spec.nodeName", "n1"));
        Assert.Empty(after.OwnedBy("rs"));
        Assert.Equal(["a"], after.ByIndex("spec.nodeName", "n2").Select(Name));
        Assert.Equal(["a", "b"], both.OwnedBy("rs").Select(Name));
        Assert.Throws<ArgumentException>(() => after.ByIndex("unknown", ""));
    }

    [Fact]
    public async Task ByIndex_ObjectWithSeveralValues_IsFoundByEachItHasNow()
    {
        static IEnumerable<string> Images(StoredObject stored) => ((string)stored.ToJsonObject()["spec"]!["image"]!).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var indexes = new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>
        {
            [Pods] = new Dictionary<string, Func<StoredObject, string?>> { ["images"] = FieldIndex.Several(Images), ["node"] = FieldIndex.Path("spec", "nodeName") },
        };
        await using var fixture = new StoreFixture(_log, new ObjectStoreOptions { Indexes = indexes });
        await fixture.PutAsync("a", Pod("a", node: "n1", image: "x y x"));
        await fixture.PutAsync("b", Pod("b", node: "n1", image: "y"));
        await fixture.PutAsync("c", Pod("c", node: "n1", image: ""));
        var before = (await fixture.ReplicaAsync()).Snapshot;

        await fixture.PutAsync("a", Pod("a", node: "n1", image: "z y"));
        await fixture.DeleteAsync("b");

        static string Found(ReplicaSnapshot snapshot, string image) => string.Join(' ', snapshot.ByIndex("images", image).Select(Name));
        Assert.Equal(("a", "a b", ""), (Found(before, "x"), Found(before, "y"), Found(before, "z")));
        var after = (await fixture.ReplicaAsync()).Snapshot;
        Assert.Equal(("", "a", "a"), (Found(after, "x"), Found(after, "y"), Found(after, "z")));
        Assert.Same(after.Get(Key("a")), Assert.Single(after.ByIndex("images", "y")));
        Assert.Equal(2, after.ByIndex("node", "n1").Count);
        await using var cold = new StoreFixture(_log, new ObjectStoreOptions { Indexes = indexes });
        Assert.Equal("a", Found((await cold.ReplicaAsync()).Snapshot, "z"));
    }

    [Fact]
    public void Union_PartsShareAStream_HasTheIndexesOfBoth()
    {
        static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Part(string stream, params string[] names) =>
            new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>
            {
                [stream] = names.ToDictionary(name => name, name => FieldIndex.Path(name)),
            };
        var union = FieldIndex.Union(Part("pods", "a", "b"), Part("pods", "b", "c"), Part("nodes", "d"));
        Assert.Equal(["a", "b", "c"], union["pods"].Keys.Order());
        Assert.Equal(["d"], union["nodes"].Keys);
    }

    [Fact]
    public async Task Follow_FromNow_SeesEveryChangeOnceInOrder()
    {
        var replica = await _fixture.ReplicaAsync();
        var reading = ReadAsync(replica, 0, 300);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => _fixture.CreateAsync($"p{i}"))));
        var changes = await reading;
        Assert.Equal(Enumerable.Range(1, 300).Select(revision => (long)revision), changes.Select(change => change.Revision));
        Assert.All(changes, change => Assert.Null(change.Before));
    }

    [Fact]
    public async Task Follow_OlderThanTheWindow_ReadsTheLogWithBeforeAndAfter()
    {
        await _fixture.PutAsync("a", Pod("a", image: "1"));
        await _fixture.PutAsync("b", Pod("b"));
        await _fixture.PutAsync("a", Pod("a", image: "2"));
        await _fixture.DeleteAsync("a");
        for (var i = 0; i < 20; i++)
            await _fixture.CreateAsync($"p{i}");
        var changes = await ReadAsync(await _fixture.ReplicaAsync(), 1, 23);
        Assert.Equal(Enumerable.Range(2, 23).Select(revision => (long)revision), changes.Select(change => change.Revision));
        Assert.Equal(("1", "2"), (Image(changes[1].Before), Image(changes[1].After)));
        Assert.Equal(("2", null, "2"), (Image(changes[2].Before), Image(changes[2].After), Image(changes[2].Last)));
        Assert.Equal(4, changes[2].Last!.Revision);
    }

    [Fact]
    public async Task Follow_AfterRestart_ContinuesWhereItWas()
    {
        for (var i = 0; i < 20; i++)
            await _fixture.CreateAsync($"p{i}");
        await using var restarted = new StoreFixture(_log, SmallWindowAndNodeIndex);
        Assert.Equal(15, (await ReadAsync(await restarted.ReplicaAsync(), 5, 15)).Count);
    }

    [Fact]
    public async Task Follow_TrimmedRevision_FailsWith410()
    {
        for (var i = 0; i < 20; i++)
            await _fixture.CreateAsync($"p{i}");
        var replica = await _fixture.ReplicaAsync();
        await _log.WriteStateAsync(Pods, new LogState(20, []), None);
        await _log.TrimAsync(Pods, TimeProvider.System.GetUtcNow().AddDays(1), None);
        var late = await Assert.ThrowsAsync<ApiStatusException>(() => ReadAsync(replica, 5, 1));
        Assert.Equal((410, "Expired", "too old resource version: 5 (12)"), (late.Status.Code ?? 0, late.Status.Reason, late.Status.Message));
        var known = replica.Follow(5, None);
        Assert.Equal("too old resource version: 5 (12)", known.Error!.Message);
        Assert.Equal(8, (await ReadAsync(replica, 12, 8)).Count);
    }

    [Fact]
    public async Task Follow_FutureRevision_StartsThere()
    {
        var replica = await _fixture.ReplicaAsync();
        var reading = ReadAsync(replica, 3, 1);
        for (var i = 0; i < 4; i++)
            await _fixture.CreateAsync($"p{i}");
        Assert.Equal(4, (await reading)[0].Revision);
    }

    [Fact]
    public async Task Follow_Cancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var replica = await _fixture.ReplicaAsync();
        await using var reader = replica.Follow(0, cancel.Token).Require().GetAsyncEnumerator(None);
        var moving = reader.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
    }

    [Fact]
    public async Task Follow_StoreClosed_Ends()
    {
        var replica = await _fixture.ReplicaAsync();
        await using var reader = replica.Follow(0, None).Require().GetAsyncEnumerator(None);
        var moving = reader.MoveNextAsync().AsTask();
        await _fixture.DisposeAsync();
        Assert.False(await moving);
    }

    [Fact]
    public async Task Follow_WritesOfAnotherStore_AreTailed()
    {
        await using var other = new StoreFixture(_log, new ObjectStoreOptions { SharedLog = true });
        var replica = await other.ReplicaAsync();
        var reading = ReadAsync(replica, 0, 2);
        await _fixture.CreateAsync("a");
        await _fixture.DeleteAsync("a");
        var changes = await reading;
        Assert.NotNull(changes[0].After);
        Assert.Same(changes[0].After, changes[1].Before);
        await replica.ReachedAsync(2, None);
    }

    private static string? Image(StoredObject? stored) => (string?)stored?.ToJsonObject()["spec"]!["image"];

    private static async Task<List<ReplicaChange>> ReadAsync(Replica replica, long after, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var changes = new List<ReplicaChange>();
        await foreach (var batch in replica.Follow(after, limit.Token).Require())
        {
            changes.AddRange(batch);
            if (changes.Count >= count)
                break;
        }

        return changes;
    }
}
