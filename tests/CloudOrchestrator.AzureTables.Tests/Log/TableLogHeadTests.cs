namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>Appends to heads that are not, no longer or not yet there.</summary>
public sealed class TableLogHeadTests : TableLogTest
{
    [Fact]
    public async Task AppendAsync_AheadOfTheHead_LeavesNoGap()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        await using var other = Logs.Open(Service.ConnectionString);
        Assert.Equal(AppendOutcome.Conflict, await other.AppendAsync("pods", 7, [Put(8)], default));
        Assert.Equal(1, await Log.HeadAsync("pods", default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AppendAsync_HeadTrimmedLongAgo_FillsNoHole(long expectedHead)
    {
        await TrimmedAsync();
        await using var other = Logs.Open(Service.ConnectionString);
        Assert.Equal(AppendOutcome.Conflict, await other.AppendAsync("pods", expectedHead, [Put(expectedHead + 1)], default));
        Assert.Equal(["l~" + (long.MaxValue - 4).ToString("D19")], await RowsAsync("l~"));
    }

    [Fact]
    public async Task AppendAsync_HeadSeenTooLongAgo_IsCheckedAgain()
    {
        await using var forgetful = Logs.Open(Service.ConnectionString, options: Logs.Options with { HeadTrust = TimeSpan.Zero });
        await forgetful.AppendAsync("pods", 0, [Put(1), Put(2, "b")], default);
        await using (var other = Logs.Open(Service.ConnectionString))
        {
            await other.AppendAsync("pods", 2, [Put(3, "c"), Put(4, "d")], default);
            await other.TrimAsync("pods", Time.AddDays(1), default);
        }

        Assert.Equal(AppendOutcome.Conflict, await forgetful.AppendAsync("pods", 2, [Put(3, "x")], default));
        Assert.True((await Log.ReadAsync("pods", 2, 10, default)).Expired);
    }

    [Fact]
    public async Task AppendAsync_HeadSeenJustNow_IsNotCheckedAgain()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        var before = Service.Seen.Count;
        await Log.AppendAsync("pods", 1, [Put(2, "b")], default);
        var request = Assert.Single(Service.Seen.Skip(before));
        Assert.DoesNotContain("If-Match", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_AfterTrimming_GoesOn()
    {
        await TrimmedAsync();
        await using var other = Logs.Open(Service.ConnectionString);
        Assert.Equal(4, await other.HeadAsync("pods", default));
        Assert.Equal(AppendOutcome.Stored, await other.AppendAsync("pods", 4, [Put(5)], default));
        Assert.Equal([5L], (await other.ReadAsync("pods", 4, 10, default)).Records.Select(record => record.Revision));
    }

    [Fact]
    public async Task AppendAsync_DeleteOfWhatIsNotThere_IsRecorded()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", 1, [Delete(2, "ghost", "{}"u8.ToArray(), 1), Delete(3, "a", "{}"u8.ToArray(), 1)], default));
        Assert.Empty(await RowsAsync("o~"));
        Assert.Equal(3, await Log.HeadAsync("pods", default));
    }

    [Fact]
    public async Task AppendAsync_CreatedAndDeletedInOneAppend_LeavesNoObject()
    {
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", 0, [Put(1), Delete(2, "a", "{}"u8.ToArray(), 1), Put(3, "b")], default));
        Assert.Equal(["o~ns!b"], await RowsAsync("o~"));
        Assert.Null(await Log.ReadObjectAsync("pods", new ObjectKey("ns", "a"), default));
    }

    [Fact]
    public async Task ReadObjectAsync_ReplacedByAnotherProcess_IsTheNewest()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        await using var other = Logs.Open(Service.ConnectionString);
        await other.AppendAsync("pods", 1, [Put(2, "a", "{\"x\":1}", 1)], default);
        var read = await Log.ReadObjectAsync("pods", new ObjectKey("ns", "a"), default);
        Assert.Equal((2L, "{\"x\":1}"), (read!.Revision, System.Text.Encoding.UTF8.GetString(read.Value.Span)));
    }

    [Fact]
    public async Task WaitAsync_AnotherProcessAppends_Wakes()
    {
        await using var other = Logs.Open(Service.ConnectionString);
        var waiting = Enumerable.Range(0, 20).Select(_ => Log.WaitAsync("pods", 0, TimeSpan.FromMinutes(1), default)).ToArray();
        await other.AppendAsync("pods", 0, [Put(1)], default);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30)), head => Assert.Equal(1, head));
    }

    [Fact]
    public async Task WaitAsync_ManyWaiters_AskTheServiceAsOne()
    {
        var time = new ManualTimeProvider();
        await using var log = new TableLog(new TableServiceClient(Service.ConnectionString), "test", new TableLogOptions(), time);
        var waiting = Enumerable.Range(0, 20).Select(_ => log.WaitAsync("pods", 0, TimeSpan.FromSeconds(30), default)).ToArray();
        while (!waiting.All(task => task.IsCompleted))
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.All(await Task.WhenAll(waiting), head => Assert.Equal(0, head));
        Assert.InRange(Service.Seen.Count, 1, 40);
    }

    [Fact]
    public async Task Prefixes_KeepClustersApart()
    {
        await using var other = Logs.Open(Service.ConnectionString, "test2");
        await Log.AppendAsync("pods", 0, [Put(1)], default);
        Assert.Equal(0, await other.HeadAsync("pods", default));
        Assert.Empty(await other.StreamsAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1x")]
    [InlineData("a-b")]
    public void Open_PrefixThatMakesNoTableName_IsRefused(string prefix) =>
        Assert.Contains("TablePrefix", Assert.Throws<ArgumentException>(() => Logs.Open(Service.ConnectionString, prefix)).Message);

    private async Task TrimmedAsync()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2, "b"), Put(3, "c"), Put(4, "d")], default);
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Single(await RowsAsync("l~"));
    }
}
