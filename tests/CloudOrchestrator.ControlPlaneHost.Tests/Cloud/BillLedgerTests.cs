using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Azure;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Cloud;

public sealed class BillLedgerTests : IAsyncLifetime
{
    private static readonly OperationCounts One = new(1, 2, 3, 4, 5);
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly List<Exception> _faults = [];
    private StrictTableService _service = null!;
    private TableRows _rows = null!;

    public async Task InitializeAsync()
    {
        _service = await StrictTableService.StartAsync(new StrictTableOptions { Time = _time });
        _rows = new TableRows(new TableServiceClient(_service.ConnectionString, new TableClientOptions { TimeProvider = _time }), "test");
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task Bill_OfSeveralProcesses_AddsUpWhatIsSavedAndOnesOwn()
    {
        var (one, two) = (new Process(this, "a"), new Process(this, "b"));
        one.Counts = One.Times(10);
        await one.Ledger.SaveAsync(default);
        _time.Advance(TimeSpan.FromHours(2));
        one.Counts = One.Times(11);
        two.Counts = One.Times(100);
        Assert.Equal(33, Executions(await one.Ledger.BillAsync(default)));
        Assert.Equal(330, Executions(await two.Ledger.BillAsync(default)));
        await two.Ledger.SaveAsync(default);
        var bill = await one.Ledger.BillAsync(default);
        Assert.Equal(333, Executions(bill));
        Assert.Equal("2026-05-04T12:00:00Z", (string?)bill["since"]);
        Assert.Equal(2, (double)bill["hours"]!);
        Assert.Equal([111, 222, 333, 444, 555], bill["operations"]!.AsObject().Select(counted => (double)counted.Value!));
    }

    [Fact]
    public async Task Active_ProcessAtWork_SavesOncePerMinuteAndNothingWhenIdle()
    {
        var process = new Process(this, "a") { Counts = One };
        process.Ledger.Active();
        process.Ledger.Active();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(_service.Seen);
        await PassMinuteAsync(process);
        var first = Assert.Single(await _rows.ListAsync(BillLedger.Partition, default));
        Assert.Equal(3d, first["Executions"]);
        process.Counts = One.Times(2);
        await PassMinuteAsync(process);
        var second = Assert.Single(await _rows.ListAsync(BillLedger.Partition, default));
        Assert.Equal((first.RowKey, 6d), (second.RowKey, second["Executions"]));
        await PassMinuteAsync(process);
        Assert.Equal(0, _time.TimerCount);
        var seen = _service.Seen.Count;
        _time.Advance(TimeSpan.FromHours(1));
        await process.Ledger.DisposeAsync();
        Assert.Equal(seen, _service.Seen.Count);
    }

    [Fact]
    public async Task DisposeAsync_UnsavedCounts_AreSaved()
    {
        var process = new Process(this, "a") { Counts = One };
        process.Ledger.Active();
        await process.Ledger.DisposeAsync();
        Assert.Equal(3d, Assert.Single(await _rows.ListAsync(BillLedger.Partition, default))["Executions"]);
        process.Ledger.Active();
        Assert.Equal(0, _time.TimerCount);
    }

    [Fact]
    public async Task FoldAsync_SilentRows_BecomeOnePerDayAndTheBillStaysTheSame()
    {
        for (var index = 0; index < 120; index++)
        {
            await new Process(this, $"p{index}") { Counts = One }.Ledger.SaveAsync(default);
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        _time.Advance(TimeSpan.FromHours(20));
        var reader = new Process(this, "reader");
        Assert.Equal(360, Executions(await reader.Ledger.BillAsync(default)));
        await new BillFolding(_rows, _time).FoldAsync(default);
        var rows = await _rows.ListAsync(BillLedger.Partition, default);
        Assert.InRange(rows.Count, 3, 118);
        Assert.Equal(["day-20260504", "day-20260505"], rows.Select(row => row.RowKey).Where(key => key.StartsWith("day", StringComparison.Ordinal)));
        Assert.Equal(360, Executions(await reader.Ledger.BillAsync(default)));
        _time.Advance(TimeSpan.FromDays(2));
        await new BillFolding(_rows, _time).FoldAsync(default);
        Assert.Equal(2, (await _rows.ListAsync(BillLedger.Partition, default)).Count);
        var bill = await reader.Ledger.BillAsync(default);
        Assert.Equal(360, Executions(bill));
        Assert.Equal("2026-05-04T12:00:00Z", (string?)bill["since"]);
    }

    [Fact]
    public async Task SaveAsync_OwnRowFoldedMeanwhile_CountsNothingTwice()
    {
        var process = new Process(this, "gateway") { Counts = One };
        await process.Ledger.SaveAsync(default);
        _time.Advance(TimeSpan.FromDays(2));
        await new BillFolding(_rows, _time).FoldAsync(default);
        Assert.Equal(3, Executions(await process.Ledger.BillAsync(default)));
        process.Counts = One.Times(5);
        await process.Ledger.SaveAsync(default);
        process.Counts = One.Times(6);
        await process.Ledger.SaveAsync(default);
        Assert.Equal(2, (await _rows.ListAsync(BillLedger.Partition, default)).Count);
        Assert.Equal(18, Executions(await new Process(this, "reader").Ledger.BillAsync(default)));
    }

    [Fact]
    public async Task FoldAsync_RowWrittenMeanwhile_IsLeftAlone()
    {
        var process = new Process(this, "a") { Counts = One };
        await process.Ledger.SaveAsync(default);
        _time.Advance(TimeSpan.FromDays(2));
        var stale = await _rows.ListAsync(BillLedger.Partition, default);
        process.Counts = One.Times(2);
        await process.Ledger.SaveAsync(default);
        Assert.False(await _rows.ChangeAsync([new TableTransactionAction(TableTransactionActionType.Delete, stale[0], stale[0].ETag)], default));
        await new BillFolding(_rows, _time).FoldAsync(default);
        Assert.Equal(stale[0].RowKey, Assert.Single(await _rows.ListAsync(BillLedger.Partition, default)).RowKey);
    }

    private async Task PassMinuteAsync(Process process)
    {
        Assert.Equal(1, _time.TimerCount);
        _time.Advance(TimeSpan.FromMinutes(1));
        await process.Ledger.Saving;
    }

    private static double Executions(JsonObject bill) => (double)bill["operations"]!["executions"]! ;

    private sealed class Process
    {
        public Process(BillLedgerTests test, string name) =>
            Ledger = new BillLedger(test._rows, () => Counts, name, test._time, (_, exception) => test._faults.Add(exception));

        public BillLedger Ledger { get; }

        public OperationCounts Counts { get; set; } = OperationCounts.None;
    }
}
