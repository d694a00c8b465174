using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>The contract on a service that throttles, fails, times out after the fact and breaks connections, one request in eight.</summary>
public sealed class FaultyTableLogTests : RevisionLogContract
{
    private StrictTableService _service = null!;

    protected override async Task<IRevisionLog> OpenAsync()
    {
        _service = await StrictTableService.StartAsync();
        _service.Faults.Seeded(20250917, 0.125);
        return Logs.Open(_service.ConnectionString);
    }

    protected override async Task CleanUpAsync() => await _service.DisposeAsync();
}
