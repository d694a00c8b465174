using System.Collections.Concurrent;
using Azure;
using CloudOrchestrator.AzureTables.Log;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// The revision log on one table of an Azure storage account. A stream is a partition; an append is one transaction that inserts the records and brings the rows of
/// their objects up to date, so the materialised state is never behind the log and nobody has to write it. Any number of processes may append.
/// The table is made when the first record is appended. A service that stays unavailable is a <see cref="StorageUnavailableException"/>.
/// </summary>
public sealed class TableLog : IRevisionLog, IPointReads
{
    private readonly ConcurrentDictionary<string, StreamParts> _streams = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly TableClient _table;
    private readonly TableLogOptions _options;
    private readonly TimeProvider _time;

    /// <summary>The log of the cluster with a table name prefix: table <c>{prefix}state</c>.</summary>
    public TableLog(TableServiceClient service, string tablePrefix, TableLogOptions options, TimeProvider time)
    {
        _table = service.GetTableClient(ClusterTables.Name(tablePrefix, "state"));
        _options = options;
        _time = time;
    }

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendRules.Check(expectedHead, records);
        return TableFailures.OrUnavailable(For(stream).Appender.AppendAsync(expectedHead, records, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return ReadAsync(new LogRead([], false), () => For(stream).Reader.ReadAsync(after, limit, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => ReadAsync(0L, () => For(stream).Reader.HeadAsync(cancellationToken));

    /// <inheritdoc/>
    public async Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        return await For(stream).Head.WaitAsync(after, limit, linked.Token);
    }

    /// <inheritdoc/>
    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) =>
        ReadAsync(new LogState(0, []), () => For(stream).Reader.StateAsync(cancellationToken));

    /// <summary>Checks the state's revision; there is nothing to write, because every append keeps the objects' rows up to date.</summary>
    public async Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken)
    {
        if (state.Revision > For(stream).Head.Known)
            AppendRules.CheckState(state, await HeadAsync(stream, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(stream, cancellationToken);
        if (head > 1)
            await TableFailures.OrUnavailable(TrimAsync(stream, head, before, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<string>>([], async () =>
    {
        var names = new List<string>();
        await foreach (var row in _table.QueryAsync($"PartitionKey eq '{LogKeys.Registry}'", null, ["Name"], cancellationToken))
            names.Add(row.GetString("Name")!);
        return names;
    });

    /// <inheritdoc/>
    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken) =>
        ReadAsync<LogRecord?>(null, () => For(stream).Reader.ObjectAsync(key, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        foreach (var parts in _streams.Values)
            parts.Appender.Dispose();
    }

    private async Task<bool> TrimAsync(string stream, long head, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await new StreamTrimmer(_table, stream, _options).TrimAsync(head, before, cancellationToken);
        return true;
    }

    /// <summary>A table that nobody has made yet is an empty log.</summary>
    private static Task<T> ReadAsync<T>(T empty, Func<Task<T>> read)
    {
        return TableFailures.OrUnavailable(Read());

        async Task<T> Read()
        {
            try
            {
                return await read();
            }
            catch (RequestFailedException exception) when (TableFailures.IsMissingTable(exception))
            {
                return empty;
            }
        }
    }

    private StreamParts For(string stream)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        return _streams.GetOrAdd(stream, name =>
        {
            var head = new StreamHead(token => HeadAsync(name, token), _options, _time);
            var reader = new RecordReader(_table, name, head);
            return new StreamParts(head, reader, new RecordAppender(_table, name, head, reader));
        });
    }

    private sealed record StreamParts(StreamHead Head, RecordReader Reader, RecordAppender Appender);
}
