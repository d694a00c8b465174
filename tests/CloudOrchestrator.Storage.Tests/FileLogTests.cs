using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.Storage.Tests;

public sealed class FileLogTests : WrittenStateLogContract
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Open_WhileOpen_IsRefused()
    {
        var error = Assert.Throws<IOException>(() => FileLog.Open(_directory.Path, new FileLogOptions(), TimeProvider.System));
        Assert.Contains("in use by another process", error.Message);
        await Log.HeadAsync("pods", CancellationToken.None);
    }

    [Fact]
    public async Task Open_AfterClose_HasEverything()
    {
        await Log.AppendAsync("apps/deployments", 0, [Put(1), Put(2, "b")], CancellationToken.None);
        await Log.WriteStateAsync("apps/deployments", new LogState(1, [Put(1)]), CancellationToken.None);
        await Log.DisposeAsync();
        await using var again = FileLog.Open(_directory.Path, new FileLogOptions(), TimeProvider.System);
        Assert.Equal(["apps/deployments"], await again.StreamsAsync(CancellationToken.None));
        Assert.Equal(2, (await again.ReadAsync("apps/deployments", 0, 10, CancellationToken.None)).Records.Count);
        Assert.Equal(1, (await again.ReadStateAsync("apps/deployments", CancellationToken.None)).Revision);
        Assert.Equal(AppendOutcome.Stored, await again.AppendAsync("apps/deployments", 2, [Put(3)], CancellationToken.None));
        Assert.Empty(again.RecoveredTails);
    }

    protected override Task<IRevisionLog> OpenAsync() =>
        Task.FromResult<IRevisionLog>(FileLog.Open(_directory.Path, new FileLogOptions(), TimeProvider.System));

    protected override Task CleanUpAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }
}
