using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class WriteGuardTests : IAsyncDisposable
{
    private readonly MemoryLog _log = new(TimeProvider.System);
    private readonly StoreFixture _fixture;

    public WriteGuardTests() => _fixture = new(_log);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task MutateAsync_OwnersObjectCreatedSince_Refuses409()
    {
        await _fixture.CreateAsync("a", owner: "rs");
        var result = await _fixture.CreateAsync("b", new WriteGuard("rs", 0), "rs");
        Assert.Equal((StoreOutcome.Refused, 409), (result.Outcome, result.Error!.Code ?? 0));
    }

    [Fact]
    public async Task MutateAsync_ObjectAdoptedSince_Refuses()
    {
        await _fixture.CreateAsync("a");
        await _fixture.PutAsync("a", Pod("a", "rs"));
        Assert.Equal(StoreOutcome.Refused, (await _fixture.CreateAsync("b", new WriteGuard("rs", 1), "rs")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_OwnersObjectsOnlyChangedOrWentAway_Stores()
    {
        await _fixture.CreateAsync("a", owner: "rs");
        await _fixture.CreateAsync("b", owner: "rs");
        await _fixture.PutAsync("a", Pod("a", "rs", "n1"));
        await _fixture.DeleteAsync("b");
        Assert.Equal(StoreOutcome.Stored, (await _fixture.CreateAsync("c", new WriteGuard("rs", 2), "rs")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_OnlyOthersObjectsChanged_Stores()
    {
        await _fixture.CreateAsync("a", owner: "other");
        Assert.Equal(StoreOutcome.Stored, (await _fixture.CreateAsync("b", new WriteGuard("rs", 0), "rs")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_SpecOfOwnersObjectChangedSince_Refuses()
    {
        await _fixture.PutAsync("a", Pod("a", "deployment", generation: 1));
        await _fixture.PutAsync("a", Pod("a", "deployment", image: "y", generation: 2));
        var result = await _fixture.PutAsync("b", Pod("b", "deployment", generation: 1), new WriteGuard("deployment", 1));
        Assert.Equal((StoreOutcome.Refused, 409), (result.Outcome, result.Error!.Code ?? 0));
    }

    [Fact]
    public async Task MutateAsync_CountingObjectChangedWithoutItsSpec_Stores()
    {
        await _fixture.PutAsync("a", Pod("a", "deployment", generation: 1));
        await _fixture.PutAsync("a", Pod("a", "deployment", node: "n1", generation: 1));
        Assert.Equal(StoreOutcome.Stored, (await _fixture.CreateAsync("b", new WriteGuard("deployment", 1), "deployment")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_CountingObjectReleasedSince_Refuses()
    {
        await _fixture.PutAsync("a", Pod("a", "deployment", generation: 1));
        await _fixture.PutAsync("a", Pod("a", generation: 1));
        Assert.Equal(StoreOutcome.Refused, (await _fixture.CreateAsync("b", new WriteGuard("deployment", 1), "deployment")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_CountingObjectDeletedSince_Refuses()
    {
        await _fixture.PutAsync("a", Pod("a", "deployment", generation: 1));
        await _fixture.DeleteAsync("a");
        Assert.Equal(StoreOutcome.Refused, (await _fixture.CreateAsync("b", new WriteGuard("deployment", 1), "deployment")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_SpecsChangedUnderOneGuard_AllStored()
    {
        await _fixture.PutAsync("a", Pod("a", "deployment", generation: 1));
        await _fixture.PutAsync("b", Pod("b", "deployment", generation: 1));
        var guard = new WriteGuard("deployment", 2);
        Assert.Equal(StoreOutcome.Stored, (await _fixture.PutAsync("a", Pod("a", "deployment", image: "y", generation: 2), guard)).Outcome);
        Assert.Equal(StoreOutcome.Stored, (await _fixture.PutAsync("b", Pod("b", "deployment", image: "y", generation: 2), guard)).Outcome);
    }

    [Fact]
    public async Task MutateAsync_TwoDecisionsAtOnce_OnlyOneStores()
    {
        await _fixture.CreateAsync("unrelated");
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _fixture.CreateAsync($"p{i}", new WriteGuard("rs", i % 2), "rs")));
        var stored = results.Select((result, i) => (result.Outcome, Even: i % 2 == 0)).Where(result => result.Outcome == StoreOutcome.Stored).ToArray();
        Assert.Equal(20, stored.Length);
        Assert.Single(stored.Select(result => result.Even).Distinct());
    }

    [Fact]
    public async Task MutateAsync_EqualGuardLater_StillStores()
    {
        await _fixture.CreateAsync("a", new WriteGuard("rs", 0), "rs");
        Assert.Equal(StoreOutcome.Stored, (await _fixture.CreateAsync("b", new WriteGuard("rs", 0), "rs")).Outcome);
        Assert.Equal(StoreOutcome.Stored, (await _fixture.CreateAsync("c", new WriteGuard("rs", 2), "rs")).Outcome);
        Assert.Equal(StoreOutcome.Refused, (await _fixture.CreateAsync("d", new WriteGuard("rs", 0), "rs")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_AnotherStoreChangedOwnersObjects_Refuses()
    {
        await using var other = new StoreFixture(_log);
        await other.ReplicaAsync();
        await _fixture.CreateAsync("a", owner: "rs");
        Assert.Equal(StoreOutcome.Refused, (await other.CreateAsync("b", new WriteGuard("rs", 0), "rs")).Outcome);
    }

    [Fact]
    public async Task MutateAsync_GuardOlderThanWhatIsKnown_Refuses()
    {
        await _fixture.CreateAsync("a");
        await using var restarted = new StoreFixture(_log);
        Assert.Equal(StoreOutcome.Refused, (await restarted.CreateAsync("b", new WriteGuard("rs", 0), "rs")).Outcome);
        Assert.Equal(StoreOutcome.Stored, (await restarted.CreateAsync("b", new WriteGuard("rs", 1), "rs")).Outcome);
    }
}
