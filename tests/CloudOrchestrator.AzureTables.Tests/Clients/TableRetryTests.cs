using Azure;

namespace CloudOrchestrator.AzureTables.Tests.Clients;

/// <summary>How long and how often the client tries, by a clock that the tests move.</summary>
public sealed class TableRetryTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private StrictTableService _service = null!;
    private TableClient _table = null!;

    public async Task InitializeAsync()
    {
        _service = await StrictTableService.StartAsync(new StrictTableOptions { Time = _time });
        _table = new TableServiceClient(_service.ConnectionString, new TableClientOptions { TimeProvider = _time }).GetTableClient("retries");
        await _table.CreateIfNotExistsAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Request_ServiceAway_EndsWithinTheTotal()
    {
        _service.Faults.Down = true;
        var (error, took) = await EndsAsync(() => _table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(503, Assert.IsType<RequestFailedException>(error).Status);
        Assert.InRange(took, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        Assert.InRange(_service.Seen.Count - 1, 5, 8);
    }

    [Fact]
    public async Task Request_NobodyListens_EndsWithinTheTotal()
    {
        await _service.DisposeAsync();
        var (error, took) = await EndsAsync(() => _table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(0, Assert.IsType<RequestFailedException>(error).Status);
        Assert.InRange(took, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Request_ServiceSaysWhen_WaitsThatLong()
    {
        _service.Faults.RetryAfter = 9;
        _service.Faults.Next(_ => true, TableFault.Throttled);
        var (error, took) = await EndsAsync(() => _table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Null(error);
        Assert.InRange(took, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Request_ServiceAsksForMoreThanTheTotal_FailsAtOnce()
    {
        _service.Faults.RetryAfter = 60;
        _service.Faults.Next(_ => true, TableFault.Throttled);
        var (error, took) = await EndsAsync(() => _table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(503, Assert.IsType<RequestFailedException>(error).Status);
        Assert.Equal(TimeSpan.Zero, took);
    }

    [Theory]
    [InlineData(TableFault.TimedOutBefore)]
    [InlineData(TableFault.Failed)]
    [InlineData(TableFault.BrokenBefore)]
    [InlineData(TableFault.BrokenAfter)]
    public async Task Request_PassingFault_IsSentAgain(TableFault fault)
    {
        _service.Faults.Next(_ => true, fault);
        var (error, _) = await EndsAsync(() => _table.UpsertEntityAsync(new TableEntity("p", "r")));
        Assert.Null(error);
        Assert.True((await _table.GetEntityIfExistsAsync("p", "r")).HasValue);
    }

    [Fact]
    public async Task Request_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        _service.Faults.Down = true;
        var request = _table.AddEntityAsync(new TableEntity("p", "r"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private async Task<(Exception? Error, TimeSpan Took)> EndsAsync(Func<Task> call)
    {
        var started = _time.GetTimestamp();
        var task = call();
        while (!task.IsCompleted)
        {
            if (_time.UntilNextTimer is { } left)
                _time.Advance(left);
            else
                await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }

        return (await Record.ExceptionAsync(() => task), _time.GetElapsedTime(started));
    }
}
