using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.Storage.Tests;

public sealed class MemoryLogTests : WrittenStateLogContract
{
    protected override Task<IRevisionLog> OpenAsync() => Task.FromResult<IRevisionLog>(new MemoryLog(TimeProvider.System));
}
