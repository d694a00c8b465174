using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.Storage.Tests;

/// <summary>The same contract where nearly every append starts a new segment.</summary>
public sealed class SmallSegmentsFileLogTests : WrittenStateLogContract
{
    private readonly TemporaryDirectory _directory = new();

    protected override Task<IRevisionLog> OpenAsync() =>
        Task.FromResult<IRevisionLog>(FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = 300 }, TimeProvider.System));

    protected override Task CleanUpAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }
}
