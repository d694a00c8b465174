using System.Diagnostics;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>
/// A log whose calls are told to <paramref name="tell"/> twice, before they are made and when they are answered, so that a call of a process that was killed
/// is known to have been made. Times are <see cref="Stopwatch.GetTimestamp"/>, which all processes of a machine share.
/// </summary>
public sealed class RecordedLog(IRevisionLog inner, string writer, Action<LogOperation> tell) : IRevisionLog
{
    private long _count;

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var operation = Begin(LogVerb.Append, stream, expectedHead, [.. records.Select(LogEntry.Of)]);
        return await EndAsync(operation, inner.AppendAsync(stream, expectedHead, records, cancellationToken), outcome => outcome == AppendOutcome.Stored
            ? operation with { Answer = LogAnswer.Done, Head = records[^1].Revision }
            : operation with { Answer = LogAnswer.Conflict });
    }

    /// <inheritdoc/>
    public async Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        var operation = Begin(LogVerb.Read, stream, after, []);
        return await EndAsync(operation, inner.ReadAsync(stream, after, limit, cancellationToken), read => operation with
        {
            Answer = read.Expired ? LogAnswer.Expired : LogAnswer.Done,
            Head = read.Records.Count == 0 ? after : read.Records[^1].Revision,
            Entries = [.. read.Records.Select(LogEntry.Of)],
        });
    }

    /// <inheritdoc/>
    public async Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        var operation = Begin(LogVerb.Head, stream, 0, []);
        return await EndAsync(operation, inner.HeadAsync(stream, cancellationToken), head => operation with { Answer = LogAnswer.Done, Head = head });
    }

    /// <inheritdoc/>
    public async Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken)
    {
        // What it answers may be as old as its call: like a head asked for then.
        var operation = Begin(LogVerb.Head, stream, after, []);
        return await EndAsync(operation, inner.WaitAsync(stream, after, limit, cancellationToken), head => operation with { Answer = LogAnswer.Done, Head = head });
    }

    /// <inheritdoc/>
    public async Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        var operation = Begin(LogVerb.ReadState, stream, 0, []);
        return await EndAsync(operation, inner.ReadStateAsync(stream, cancellationToken), state => operation with
        {
            Answer = LogAnswer.Done,
            Head = state.Revision,
            Entries = [.. state.Objects.Select(LogEntry.Of)],
        });
    }

    /// <inheritdoc/>
    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    /// <inheritdoc/>
    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private LogOperation Begin(LogVerb verb, string stream, long after, IReadOnlyList<LogEntry> entries)
    {
        var id = $"{writer}-{Interlocked.Increment(ref _count)}";
        var operation = new LogOperation(id, verb, stream, after, Stopwatch.GetTimestamp(), null, LogAnswer.Unknown, 0, entries);
        tell(operation);
        return operation;
    }

    private async Task<T> EndAsync<T>(LogOperation operation, Task<T> call, Func<T, LogOperation> answered)
    {
        var told = operation;
        try
        {
            var result = await call;
            told = answered(result);
            return result;
        }
        finally
        {
            tell(told with { Ended = Stopwatch.GetTimestamp() });
        }
    }
}
