using System.Text;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using Xunit;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>What every <see cref="IRevisionLog"/> must do. An adapter's tests derive from it.</summary>
public abstract class RevisionLogContract : IAsyncLifetime
{
    /// <summary>When the records of a test are from.</summary>
    protected static readonly DateTimeOffset Time = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Writer = new("11111111-2222-3333-4444-555555555555");

    /// <summary>The log under test.</summary>
    protected IRevisionLog Log { get; private set; } = null!;

    /// <summary>No cancellation.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Log = await OpenAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        await CleanUpAsync();
    }

    /// <summary>Makes an empty log.</summary>
    protected abstract Task<IRevisionLog> OpenAsync();

    /// <summary>Removes what the log left behind.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>A record of a test.</summary>
    protected static LogRecord Put(long revision, string name = "a", string value = "{}", long previous = 0, DateTimeOffset? time = null) =>
        new(revision, LogRecordType.Put, new ObjectKey("ns", name), Encoding.UTF8.GetBytes(value), time ?? Time, Writer, previous);

    [Fact]
    public virtual async Task HeadAsync_EmptyStream_IsZero() => Assert.Equal(0, await Log.HeadAsync("pods", None));

    [Fact]
    public virtual async Task AppendAsync_AtHead_IsReadBackExactly()
    {
        LogRecord[] records =
        [
            Put(1, "ä/€", "{\"a\":\"ü\"}"),
            new(2, LogRecordType.Delete, new ObjectKey("", "cluster-scoped"), Encoding.UTF8.GetBytes("{\"b\":1}"), Time.AddTicks(7), Writer, 1),
        ];
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("apps/deployments", 0, records, None));
        var read = await Log.ReadAsync("apps/deployments", 0, 10, None);
        Assert.False(read.Expired);
        AssertSame(records, read.Records);
        Assert.Equal(2, await Log.HeadAsync("apps/deployments", None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public virtual async Task AppendAsync_NotAtHead_ConflictsAndStoresNothing(long expectedHead)
    {
        await Log.AppendAsync("pods", 0, [Put(1)], None);
        Assert.Equal(AppendOutcome.Conflict, await Log.AppendAsync("pods", expectedHead, [Put(expectedHead + 1, "other")], None));
        AssertSame([Put(1)], (await Log.ReadAsync("pods", 0, 10, None)).Records);
    }

    [Fact]
    public virtual async Task AppendAsync_ManyWritersAtOnce_OneWinsEachRevision()
    {
        var wins = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => AppendUntilAsync(writer, 20))));
        var read = await Log.ReadAsync("pods", 0, 1000, None);
        Assert.Equal(16 * 20, read.Records.Count);
        Assert.Equal(Enumerable.Range(1, 320).Select(revision => (long)revision), read.Records.Select(record => record.Revision));
        Assert.Equal(
            wins.SelectMany((revisions, writer) => revisions.Select(revision => (revision, $"w{writer}"))).Order(),
            read.Records.Select(record => (record.Revision, record.Key.Name)).Order());
    }

    [Fact]
    public virtual async Task AppendAsync_ChainOfUnawaitedAppends_AllAreStoredInOrder()
    {
        var appends = Enumerable.Range(0, 50).Select(i => Log.AppendAsync("pods", i, [Put(i + 1, $"n{i}")], None)).ToArray();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
        Assert.Equal(50, await Log.HeadAsync("pods", None));
    }

    [Fact]
    public virtual async Task AppendAsync_WrongRevisions_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync("pods", 0, [Put(2)], None));

    [Fact]
    public virtual async Task AppendAsync_NoRecords_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync("pods", 0, [], None));

    [Fact]
    public virtual async Task ReadAsync_LimitedPages_CoverTheLogWithoutGaps()
    {
        await Log.AppendAsync("pods", 0, [.. Enumerable.Range(1, 25).Select(i => Put(i, $"n{i}", new string(' ', i * 997) + "{}"))], None);
        var revisions = new List<long>();
        while (await Log.ReadAsync("pods", revisions.Count, 4, None) is { Records: { Count: > 0 } page })
            revisions.AddRange(page.Select(record => record.Revision));
        Assert.Equal(Enumerable.Range(1, 25).Select(revision => (long)revision), revisions);
    }

    [Fact]
    public virtual async Task ReadAsync_AtOrPastHead_IsEmptyAndNotExpired()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], None);
        foreach (var after in new[] { 1L, 2, 99 })
        {
            var read = await Log.ReadAsync("pods", after, 10, None);
            Assert.Empty(read.Records);
            Assert.False(read.Expired);
        }
    }

    [Fact]
    public virtual async Task Streams_AreIndependent()
    {
        await Log.AppendAsync("pods", 0, [Put(1, "p")], None);
        await Log.AppendAsync("apps/replicasets", 0, [Put(1, "r"), Put(2, "s")], None);
        Assert.Equal(1, await Log.HeadAsync("pods", None));
        Assert.Equal(2, await Log.HeadAsync("apps/replicasets", None));
        Assert.Equal(["apps/replicasets", "pods"], (await Log.StreamsAsync(None)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public virtual async Task WaitAsync_HeadAlreadyPast_ReturnsAtOnce()
    {
        await Log.AppendAsync("pods", 0, [Put(1)], None);
        Assert.Equal(1, await Log.WaitAsync("pods", 0, TimeSpan.FromMinutes(1), None));
    }

    [Fact]
    public virtual async Task WaitAsync_LaterAppend_WakesTheWaiter()
    {
        var waiting = Log.WaitAsync("pods", 0, TimeSpan.FromMinutes(1), None);
        Assert.False(waiting.IsCompleted);
        await Log.AppendAsync("pods", 0, [Put(1)], None);
        Assert.Equal(1, await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public virtual async Task WaitAsync_NothingHappens_ReturnsHeadAtTheLimit() => Assert.Equal(0, await Log.WaitAsync("pods", 0, TimeSpan.FromMilliseconds(20), None));

    [Fact]
    public virtual async Task WaitAsync_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Log.WaitAsync("pods", 0, TimeSpan.FromMinutes(1), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public virtual async Task ReadStateAsync_NeverWritten_IsEmptyAtZero()
    {
        var state = await Log.ReadStateAsync("pods", None);
        Assert.Equal(0, state.Revision);
        Assert.Empty(state.Objects);
    }

    [Fact]
    public virtual async Task ReadStateAsync_WithReplay_GivesThePresentObjects()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2, "b"), Put(3, "c")], None);
        await Log.WriteStateAsync("pods", new LogState(3, [Put(1), Put(2, "b"), Put(3, "c")]), None);
        await Log.AppendAsync("pods", 3, [Put(4, "a", "{\"x\":1}", 1), new(5, LogRecordType.Delete, new ObjectKey("ns", "b"), "{}"u8.ToArray(), Time, Writer, 2)], None);
        await Log.AppendAsync("pods", 5, [Put(6, "d"), Put(7, "c", "{\"x\":2}", 3)], None);
        Assert.Equal([("a", 4L, "{\"x\":1}"), ("c", 7, "{\"x\":2}"), ("d", 6, "{}")], await PresentAsync("pods"));
    }

    [Fact]
    public virtual async Task ReadStateAsync_AfterTrimming_StillGivesThePresentObjects()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2, "b"), Put(3, "b", "{\"x\":1}", 2), Put(4, "c")], None);
        await Log.WriteStateAsync("pods", new LogState(4, [Put(1), Put(3, "b", "{\"x\":1}", 2), Put(4, "c")]), None);
        await Log.TrimAsync("pods", Time.AddDays(1), None);
        Assert.Equal([("a", 1L, "{}"), ("b", 3, "{\"x\":1}"), ("c", 4, "{}")], await PresentAsync("pods"));
    }

    [Fact]
    public virtual async Task WriteStateAsync_AheadOfTheLog_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Log.WriteStateAsync("pods", new LogState(1, []), None));

    [Fact]
    public virtual async Task TrimAsync_YoungRecords_AreKept()
    {
        await Log.AppendAsync("pods", 0, [Put(1), Put(2)], None);
        await Log.WriteStateAsync("pods", new LogState(2, [Put(2)]), None);
        await Log.TrimAsync("pods", Time, None);
        Assert.Equal(2, (await Log.ReadAsync("pods", 0, 10, None)).Records.Count);
    }

    [Fact]
    public virtual async Task TrimAsync_OldCoveredRecords_ExpireAndTheRestStays()
    {
        // An adapter may trim in units of its own; 3,000 records of 32 KB in two ages are enough for any of them.
        var filler = "{\"x\":\"" + new string('x', 32_000) + "\"}";
        for (var i = 0; i < 60; i++)
            await Log.AppendAsync("pods", i * 50, [.. Enumerable.Range(i * 50 + 1, 50).Select(r => Put(r, value: filler, time: r <= 2900 ? Time : Time.AddDays(2)))], None);
        await Log.WriteStateAsync("pods", new LogState(3000, [Put(3000)]), None);
        await Log.TrimAsync("pods", Time.AddDays(1), None);
        Assert.True((await Log.ReadAsync("pods", 0, 1, None)).Expired);
        var rest = await Log.ReadAsync("pods", 2900, 1000, None);
        Assert.False(rest.Expired);
        Assert.Equal(100, rest.Records.Count);
        Assert.Equal(3000, await Log.HeadAsync("pods", None));
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", 3000, [Put(3001)], None));
    }

    /// <summary>What a reader of state and log ends up with, by name.</summary>
    protected async Task<IReadOnlyList<(string Name, long Revision, string Value)>> PresentAsync(string stream)
    {
        var state = await Log.ReadStateAsync(stream, None);
        var objects = state.Objects.ToDictionary(record => record.Key);
        var at = state.Revision;
        while (await Log.ReadAsync(stream, at, 3, None) is { Records.Count: > 0 } read)
        {
            foreach (var record in read.Records)
            {
                // A materialised state may hold what is replayed onto it.
                if (objects.TryGetValue(record.Key, out var known) && known.Revision >= record.Revision)
                    continue;
                if (record.Type == LogRecordType.Put)
                    objects[record.Key] = record;
                else
                    objects.Remove(record.Key);
            }

            at = read.Records[^1].Revision;
        }

        return [.. objects.Values.OrderBy(record => record.Key).Select(record => (record.Key.Name, record.Revision, Encoding.UTF8.GetString(record.Value.Span)))];
    }

    /// <summary>What makes two records equal to readers.</summary>
    protected static (long, LogRecordType, ObjectKey, string, DateTimeOffset) Identity(LogRecord record) =>
        (record.Revision, record.Type, record.Key, Encoding.UTF8.GetString(record.Value.Span), record.Time);

    private static void AssertSame(IReadOnlyList<LogRecord> expected, IReadOnlyList<LogRecord> actual)
    {
        Assert.Equal(expected.Select(Identity), actual.Select(Identity));
        Assert.Equal(expected.Select(record => (record.WriteId, record.PreviousRevision)), actual.Select(record => (record.WriteId, record.PreviousRevision)));
    }

    private async Task<List<long>> AppendUntilAsync(int writer, int count)
    {
        var won = new List<long>();
        while (won.Count < count)
        {
            var head = await Log.HeadAsync("pods", None);
            if (await Log.AppendAsync("pods", head, [Put(head + 1, $"w{writer}")], None) == AppendOutcome.Stored)
                won.Add(head + 1);
        }

        return won;
    }
}
