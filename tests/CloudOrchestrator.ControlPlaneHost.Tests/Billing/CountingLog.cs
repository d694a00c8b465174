using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>A log in memory that counts the transactions the same calls would be on the Table service.</summary>
internal sealed class CountingLog(TimeProvider time) : IRevisionLog, IPointReads
{
    private const int PageRows = 1000;
    private readonly MemoryLog _log = new(time);
    private long _transactions;

    public long Transactions => Interlocked.Read(ref _transactions);

    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        // A stream's first append also enters it into the list of streams.
        Count(expectedHead == 0 ? 2 : 1);
        return _log.AppendAsync(stream, expectedHead, records, cancellationToken);
    }

    public async Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        var read = await _log.ReadAsync(stream, after, limit, cancellationToken);
        Count(read.Records.Count == 0 && after == 0 ? 2 : Pages(read.Records.Count));
        return read;
    }

    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        Count(1);
        return _log.HeadAsync(stream, cancellationToken);
    }

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nothing waits for a stream in processes that are called");

    public async Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        var state = await _log.ReadStateAsync(stream, cancellationToken);
        Count(1 + Pages(state.Objects.Count));
        return state;
    }

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken)
    {
        Count(1);
        return _log.StreamsAsync(cancellationToken);
    }

    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken)
    {
        Count(1);
        return _log.ReadObjectAsync(stream, key, cancellationToken);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    public void Count(int transactions) => Interlocked.Add(ref _transactions, transactions);

    public static int Pages(int rows) => Math.Max(1, (rows + PageRows - 1) / PageRows);
}
