using Azure;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>Answers that are lost or late, several writers, and a service that is away.</summary>
public sealed class TableLogFaultTests : TableLogTest
{
    [Theory]
    [InlineData(TableFault.Throttled)]
    [InlineData(TableFault.TimedOutBefore)]
    [InlineData(TableFault.TimedOutAfter)]
    [InlineData(TableFault.Failed)]
    [InlineData(TableFault.BrokenBefore)]
    [InlineData(TableFault.BrokenAfter)]
    public async Task AppendAsync_AnyFault_StoresOnce(TableFault fault)
    {
        for (var i = 0; i < 3; i++)
        {
            Service.Faults.Next(request => request.IsBatch, fault, 2);
            Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", i, [Put(i + 1, $"n{i}")], default));
        }

        Assert.Equal([1L, 2, 3], (await Log.ReadAsync("pods", 0, 10, default)).Records.Select(record => record.Revision));
        Assert.Equal(3, (await Log.ReadStateAsync("pods", default)).Objects.Count);
    }

    [Fact]
    public async Task AppendAsync_AnswerLostAndAnotherFollowed_IsStillOurs()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        await using var other = Logs.Open(Service.ConnectionString);
        await other.HeadAsync("pods", default);
        await using var slow = new TableLog(
            new TableServiceClient(Service.ConnectionString, new TableClientOptions { RetryDelay = TimeSpan.FromSeconds(1) }), "test", Logs.Options, TimeProvider.System);

        // The first answer is lost, and before the second attempt another writer has appended behind it.
        Service.Faults.Next(request => request.IsBatch, TableFault.TimedOutAfter);
        var ours = slow.AppendAsync("pods", 1, [Put(2, "ours")], default);
        while (await other.HeadAsync("pods", default) < 2)
            await Task.Yield();
        Assert.Equal(AppendOutcome.Stored, await other.AppendAsync("pods", 2, [Put(3, "theirs")], default));
        Assert.Equal(AppendOutcome.Stored, await ours);
        Assert.Equal(["a", "ours", "theirs"], (await Log.ReadAsync("pods", 0, 10, default)).Records.Select(record => record.Key.Name));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.25)]
    public async Task AppendAsync_SeveralLogsRace_EveryAcknowledgedRecordIsThereOnce(int seed, double rate)
    {
        Service.Faults.Seeded(seed, rate);
        var logs = Enumerable.Range(0, 4).Select(_ => Logs.Open(Service.ConnectionString)).ToArray();
        var won = (await Task.WhenAll(logs.Select((log, writer) => Task.Run(() => WinAsync(log, writer, 25))))).SelectMany(names => names).ToArray();
        Service.Faults.Clear();
        var records = (await Log.ReadAsync("pods", 0, 1000, default)).Records;
        Assert.Equal(Enumerable.Range(1, 100).Select(revision => (long)revision), records.Select(record => record.Revision));
        Assert.Equal(won.Order(StringComparer.Ordinal), records.Select(record => record.Key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(won.Order(StringComparer.Ordinal), (await Log.ReadStateAsync("pods", default)).Objects.Select(record => record.Key.Name));
        foreach (var log in logs)
            await log.DisposeAsync();
    }

    [Fact]
    public async Task Methods_ServiceAway_FailAlikeAndRecoverByThemselves()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        Service.Faults.Down = true;
        Service.Faults.RetryAfter = 7;
        await using var log = new TableLog(
            new TableServiceClient(Service.ConnectionString, new TableClientOptions { TotalTimeout = TimeSpan.FromMilliseconds(300), RetryDelay = TimeSpan.FromMilliseconds(50) }),
            "test",
            Logs.Options,
            TimeProvider.System);
        Func<Task>[] calls =
        [
            () => log.AppendAsync("pods", 1, [Put(2)], default),
            () => log.ReadAsync("pods", 0, 10, default),
            () => log.HeadAsync("pods", default),
            () => log.WaitAsync("pods", 9, TimeSpan.FromMinutes(5), default),
            () => log.ReadStateAsync("pods", default),
            () => log.ReadObjectAsync("pods", new ObjectKey("ns", "a"), default),
            () => log.TrimAsync("pods", Time, default),
            () => log.StreamsAsync(default),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => call().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        }

        Service.Faults.Clear();
        Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", 1, [Put(2)], default));
        Assert.Equal(2, await log.WaitAsync("pods", 1, TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task AppendAsync_ServiceAwayAtItsAnswer_IsFoundByTheNext()
    {
        await using var log = Logs.Open(Service.ConnectionString);
        await log.AppendAsync("pods", 0, [Put(1)], default);
        Service.Faults.Next(request => request.IsBatch, TableFault.BrokenAfter);
        Service.Faults.Next(_ => true, TableFault.Failed, 19);
        var record = Put(2, "b");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => log.AppendAsync("pods", 1, [record], default));
        Assert.Equal(AppendOutcome.Stored, await log.AppendAsync("pods", 1, [record], default));
        Assert.Equal(AppendOutcome.Conflict, await log.AppendAsync("pods", 1, [Put(2, "c")], default));
        Assert.Equal(["a", "b"], (await log.ReadAsync("pods", 0, 10, default)).Records.Select(read => read.Key.Name));
    }

    [Fact]
    public async Task AppendAsync_WrongKey_IsNotCalledUnavailable()
    {
        var wrong = new TableSharedKeyCredential(StrictTableService.AccountName, Convert.ToBase64String(new byte[64]));
        await using var log = new TableLog(new TableServiceClient(Service.Uri, wrong, Logs.Quick), "test", Logs.Options, TimeProvider.System);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => log.HeadAsync("pods", default));
        Assert.Equal(TableErrorCode.AuthenticationFailed.Value, error.ErrorCode);
    }

    private async Task<List<string>> WinAsync(TableLog log, int writer, int count)
    {
        var won = new List<string>();
        var head = await log.HeadAsync("pods", default);
        while (won.Count < count)
        {
            var name = $"w{writer}-{won.Count:D3}";
            if (await log.AppendAsync("pods", head, [Put(head + 1, name)], default) == AppendOutcome.Stored)
            {
                won.Add(name);
                head++;
            }
            else
            {
                head = await log.HeadAsync("pods", default);
            }
        }

        return won;
    }
}
