namespace CloudOrchestrator.AzureTables.Tests;

public sealed class TableRowsTests : IAsyncLifetime
{
    private StrictTableService _service = null!;

    public async Task InitializeAsync() => _service = await StrictTableService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task GetOrAddAsync_ManyAtOnceOnAFailingService_AllGetTheSame()
    {
        _service.Faults.Seeded(5, 0.2);
        var rows = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Open().GetOrAddAsync(new TableEntity("keys", "ca") { { "Version", $"v{i}" } }, default)));
        Assert.Single(rows.Select(row => row.GetString("Version")).Distinct());
        Assert.Equal(rows[0].GetString("Version"), (await Open().ReadAsync("keys", "ca", default))!.GetString("Version"));
    }

    [Fact]
    public async Task Rows_WrittenAndDeleted_AreThereAndGone()
    {
        var rows = Open();
        Assert.Null(await rows.ReadAsync("cluster", "marker", default));
        await rows.WriteAsync(new TableEntity("cluster", "marker") { { "A", 1 } }, default);
        await rows.WriteAsync(new TableEntity("cluster", "marker") { { "B", 2 } }, default);
        var read = await rows.ReadAsync("cluster", "marker", default);
        Assert.Equal((null, 2), (read!.GetInt32("A"), read.GetInt32("B")));
        await rows.DeleteAsync("cluster", "marker", default);
        await rows.DeleteAsync("cluster", "marker", default);
        Assert.Null(await rows.ReadAsync("cluster", "marker", default));
    }

    private TableRows Open() => new(new TableServiceClient(_service.ConnectionString, Logs.Quick), "test");
}
