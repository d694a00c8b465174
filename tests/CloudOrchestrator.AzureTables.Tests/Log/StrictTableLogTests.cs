using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.AzureTables.Tests.Log;

public sealed class StrictTableLogTests : RevisionLogContract
{
    private StrictTableService _service = null!;

    protected override async Task<IRevisionLog> OpenAsync()
    {
        _service = await StrictTableService.StartAsync();
        return Logs.Open(_service.ConnectionString);
    }

    protected override async Task CleanUpAsync() => await _service.DisposeAsync();
}
