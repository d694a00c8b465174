using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class ObjectStoreTests : IAsyncDisposable
{
    private readonly MemoryLog _log = new(TimeProvider.System);
    private readonly StoreFixture _fixture;

    public ObjectStoreTests() => _fixture = new(_log);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task MutateAsync_Put_StoresWithTheRevisionAsResourceVersion()
    {
        var result = await _fixture.CreateAsync("a");
        Assert.Equal(StoreOutcome.Stored, result.Outcome);
        Assert.Null(result.Previous);
        Assert.Equal("1", (string?)result.Object!.ToJsonObject()["metadata"]!["resourceVersion"]);
        Assert.Same(result.Object, (await _fixture.ReplicaAsync()).Snapshot.Get(Key("a")));
    }

    [Fact]
    public async Task MutateAsync_UpdatePastPowersOfTen_KeepsJsonAndResourceVersionRight()
    {
        for (var i = 1; i <= 120; i++)
        {
            var result = await _fixture.PutAsync("a", Pod("a", image: $"v{i}"));
            Assert.Equal(i, result.Object!.Revision);
            var json = result.Object.ToJsonObject();
            Assert.Equal($"{i}", (string?)json["metadata"]!["resourceVersion"]);
            Assert.Equal($"v{i}", (string?)json["spec"]!["image"]);
        }
    }

    [Theory]
    [InlineData("{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"77\"},\"data\":{\"x\":\"1\",\"y\":\"2\"}}", StoreOutcome.Unchanged)]
    [InlineData("{\"data\":{\"y\":\"2\",\"x\":\"1\"},\"metadata\":{\"resourceVersion\":\"1\",\"name\":\"a\"},\"apiVersion\":\"v1\"}", StoreOutcome.Unchanged)]
    [InlineData("{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"2\",\"y\":\"1\"}}", StoreOutcome.Stored)]
    [InlineData("{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"1\",\"y\":\"3\"}}", StoreOutcome.Stored)]
    public async Task MutateAsync_PutOfEqualObject_WritesNothing(string json, StoreOutcome expected)
    {
        await _fixture.PutAsync("a", JsonNode.Parse("{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"1\",\"y\":\"2\"}}")!.AsObject());
        var result = await _fixture.PutAsync("a", JsonNode.Parse(json)!.AsObject());
        Assert.Equal(expected, result.Outcome);
        Assert.Equal(expected == StoreOutcome.Stored ? 2 : 1, await _log.HeadAsync(Pods, None));
    }

    [Fact]
    public async Task MutateAsync_TextBeyondAscii_IsStoredUnescaped()
    {
        var result = await _fixture.PutAsync("a", Pod("a", image: "<ü>&\"\\"));
        Assert.Contains("<ü>&\\\"\\\\", Encoding.UTF8.GetString(result.Object!.Utf8.Span));
    }

    [Fact]
    public async Task MutateAsync_Delete_LeavesTheLastStateInTheLog()
    {
        await _fixture.CreateAsync("a");
        var result = await _fixture.DeleteAsync("a");
        Assert.Equal(StoreOutcome.Stored, result.Outcome);
        Assert.Equal("2", (string?)result.Object!.ToJsonObject()["metadata"]!["resourceVersion"]);
        Assert.Null((await _fixture.ReplicaAsync()).Snapshot.Get(Key("a")));
        var records = (await _log.ReadAsync(Pods, 0, 10, None)).Records;
        Assert.Equal([LogRecordType.Put, LogRecordType.Delete], records.Select(record => record.Type));
        Assert.Equal([0L, 1], records.Select(record => record.PreviousRevision));
        Assert.Equal(result.Object.Utf8.ToArray(), records[1].Value.ToArray());
    }

    [Fact]
    public async Task MutateAsync_Refused_ReturnsTheStatus()
    {
        await _fixture.CreateAsync("a");
        var result = await _fixture.CreateAsync("a");
        Assert.Equal(StoreOutcome.Refused, result.Outcome);
        Assert.Equal("AlreadyExists", result.Error!.Reason);
    }

    [Fact]
    public async Task MutateAsync_FunctionThrows_FailsOnlyItsCaller()
    {
        var bad = _fixture.Store.MutateAsync(Pods, Key("bad"), (_, _) => throw new FormatException("mine"), null, None);
        var good = _fixture.CreateAsync("good");
        await Assert.ThrowsAsync<FormatException>(() => bad);
        Assert.Equal(StoreOutcome.Stored, (await good).Outcome);
    }

    [Fact]
    public async Task MutateAsync_ManyAtOnce_EachSeesThoseBeforeIt()
    {
        // Every mutation claims the lowest free number it can see in the stream, as an address allocator does.
        var claims = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => _fixture.Store.MutateAsync(
            Pods,
            Key($"p{i}"),
            (_, snapshot) => new Mutation.Put(Pod($"p{i}", image: $"{snapshot.Count}")),
            null,
            None))));
        var images = claims.Select(claim => int.Parse((string)claim.Object!.ToJsonObject()["spec"]!["image"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, 500), images.Order());
    }

    [Fact]
    public async Task MutateAsync_CountersOfTwoStores_LoseNoIncrement()
    {
        await using var other = new StoreFixture(_log);
        await _fixture.PutAsync("n", Pod("n", image: "0"));
        Mutation Increment(StoredObject? current, ReplicaSnapshot snapshot)
        {
            var json = current!.ToJsonObject();
            json["spec"]!["image"] = $"{int.Parse((string)json["spec"]!["image"]!, System.Globalization.CultureInfo.InvariantCulture) + 1}";
            return new Mutation.Put(json);
        }

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _fixture : other).Store.MutateAsync(Pods, Key("n"), Increment, null, None))));
        var last = (await other.ReplicaAsync(fresh: true)).Snapshot.Get(Key("n"))!;
        Assert.Equal("400", (string?)last.ToJsonObject()["spec"]!["image"]);
        Assert.Equal(401, last.Revision);
    }

    [Fact]
    public async Task MutateAsync_SnapshotFirstUsedAfterTheCall_Throws()
    {
        ReplicaSnapshot? kept = null;
        await _fixture.Store.MutateAsync(Pods, Key("a"), (_, snapshot) => { kept = snapshot; return new Mutation.Keep(); }, null, None);
        Assert.Throws<InvalidOperationException>(() => kept!.Count);
    }

    [Fact]
    public async Task MutateAsync_SnapshotUsedInTheCall_StaysAsItWas()
    {
        ReplicaSnapshot? kept = null;
        await _fixture.CreateAsync("a");
        await _fixture.Store.MutateAsync(Pods, Key("b"), (current, snapshot) => { kept = snapshot; Assert.Equal(1, snapshot.Count); return new Mutation.Put(Pod("b")); }, null, None);
        await _fixture.CreateAsync("c");
        Assert.Equal(["a"], kept!.List(null).Select(Name));
    }

    [Fact]
    public async Task MutateAsync_Disposed_Throws()
    {
        await _fixture.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _fixture.CreateAsync("a"));
    }

    [Fact]
    public async Task ReplicaAsync_Fresh_HasWhatAnotherStoreAcknowledged()
    {
        await using var other = new StoreFixture(_log);
        await other.ReplicaAsync();
        await _fixture.CreateAsync("a");
        Assert.NotNull((await other.ReplicaAsync(fresh: true)).Snapshot.Get(Key("a")));
    }
}
