using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>The contract on a service that begins every query with an empty page and gives few rows at a time.</summary>
public sealed class PagedTableLogTests : RevisionLogContract
{
    private StrictTableService _service = null!;

    protected override async Task<IRevisionLog> OpenAsync()
    {
        _service = await StrictTableService.StartAsync(new StrictTableOptions { EmptyPages = true, PageSizeMax = 40 });
        return Logs.Open(_service.ConnectionString);
    }

    protected override async Task CleanUpAsync() => await _service.DisposeAsync();
}
