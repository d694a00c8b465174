using static CloudOrchestrator.Storage.Tests.StoreFixture;

namespace CloudOrchestrator.Storage.Tests;

public sealed class ChangeScopeTests : IAsyncDisposable
{
    private readonly StoreFixture _fixture = new(new MemoryLog(TimeProvider.System), SmallWindowAndNodeIndex);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Follow_Namespace_IsNotWokenByOthersAndMissesNothing()
    {
        var (sequence, reader) = await FollowAsync(ChangeScope.Namespace("b"));
        await using var _ = reader;
        var moving = reader.MoveNextAsync().AsTask();
        for (var i = 0; i < 50; i++)
            await PutAsync("a", $"{i}");
        Assert.False(moving.IsCompleted);
        Assert.Equal(50, sequence.UpTo(0));

        await PutAsync("b", "x");
        Assert.True(await moving);
        Assert.Equal(["b/x@51"], Told(reader.Current));
        Assert.Equal(0, sequence.UpTo(0));
        Assert.Equal(51, sequence.UpTo(51));
    }

    [Fact]
    public async Task Follow_Object_SeesItsCreationChangeAndDeletion()
    {
        var (_, reader) = await FollowAsync(ChangeScope.Object(new ObjectKey("b", "x")));
        await using var __ = reader;
        foreach (var expected in (string[])["b/x@2", "b/x@4", "b/x@6"])
        {
            var moving = reader.MoveNextAsync().AsTask();
            await PutAsync("b", $"other-{expected}");
            Assert.False(moving.IsCompleted);
            if (expected == "b/x@6")
                await _fixture.Store.MutateAsync(Pods, new ObjectKey("b", "x"), (_, _) => new Mutation.Delete([]), null, None);
            else
                await PutAsync("b", "x", expected);
            Assert.True(await moving);
            Assert.Equal([expected], Told(reader.Current));
        }
    }

    [Fact]
    public async Task Follow_IndexedValue_SeesWhatComesAndWhatGoes()
    {
        var (_, reader) = await FollowAsync(ChangeScope.Indexed("spec.nodeName", "n1"));
        await using var __ = reader;
        var moving = reader.MoveNextAsync().AsTask();
        await _fixture.PutAsync("a", Pod("a", "rs", "n2"));
        Assert.False(moving.IsCompleted);
        await _fixture.PutAsync("a", Pod("a", "rs", "n1"));
        Assert.True(await moving);
        Assert.Equal([2L], reader.Current.Select(change => change.Revision));

        moving = reader.MoveNextAsync().AsTask();
        await _fixture.PutAsync("b", Pod("b", "rs", null));
        Assert.False(moving.IsCompleted);
        await _fixture.PutAsync("a", Pod("a", "rs", "n3"));
        Assert.True(await moving);
        Assert.Equal([4L], reader.Current.Select(change => change.Revision));
    }

    [Fact]
    public async Task Follow_UnknownIndex_Throws()
    {
        var (_, reader) = await FollowAsync(ChangeScope.Indexed("spec.unknown", "x"));
        await using var __ = reader;
        await Assert.ThrowsAsync<ArgumentException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public async Task UpTo_NobodyFollows_IsWhatWasTaken()
    {
        var (sequence, reader) = await FollowAsync(ChangeScope.Namespace("b"));
        await using var _ = reader;
        await PutAsync("a", "x");
        Assert.Equal(0, sequence.UpTo(0));
    }

    private async Task<(ChangeSequence Sequence, IAsyncEnumerator<IReadOnlyList<ReplicaChange>> Reader)> FollowAsync(ChangeScope scope)
    {
        var sequence = (await _fixture.ReplicaAsync()).Follow(0, scope, None).Require();
        return (sequence, sequence.GetAsyncEnumerator(None));
    }

    private Task PutAsync(string @namespace, string name, string text = "") =>
        _fixture.Store.MutateAsync(Pods, new ObjectKey(@namespace, name), (_, _) => new Mutation.Put(new() { ["text"] = text }), null, None);

    private static IEnumerable<string> Told(IReadOnlyList<ReplicaChange> changes) =>
        changes.Select(change => $"{(change.After ?? change.Before)!.Key}@{change.Revision}");
}
