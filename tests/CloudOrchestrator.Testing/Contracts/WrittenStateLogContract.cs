using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using Xunit;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>What a <see cref="IRevisionLog"/> must do besides when its materialised state is what its callers have written, not its own work.</summary>
public abstract class WrittenStateLogContract : RevisionLogContract
{
    [Fact]
    public virtual async Task WriteStateAsync_ThenRead_IsTheSame()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2, "b"), Put(3, "c")], None);
        LogRecord[] objects = [Put(1), Put(3, "c", "{\"x\":2}", 2)];
        await Log.WriteStateAsync("pods", new LogState(3, objects), None);
        var state = await Log.ReadStateAsync("pods", None);
        Assert.Equal(3, state.Revision);
        Assert.Equal(objects.Select(Identity), state.Objects.Select(Identity));
    }

    [Fact]
    public virtual async Task TrimAsync_StateDoesNotCover_KeepsEverything()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2)], None);
        await Log.TrimAsync("pods", Time.AddDays(1), None);
        Assert.Equal(2, (await Log.ReadAsync("pods", 0, 10, None)).Records.Count);
    }
}
