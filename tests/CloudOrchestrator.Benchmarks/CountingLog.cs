using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Benchmarks;

/// <summary>A log that counts appends by outcome.</summary>
internal sealed class CountingLog(IRevisionLog inner) : IRevisionLog, IPointReads
{
    private long _stored;
    private long _conflicts;

    public long Stored => Interlocked.Read(ref _stored);

    public long Conflicts => Interlocked.Read(ref _conflicts);

    public void Reset()
    {
        Interlocked.Exchange(ref _stored, 0);
        Interlocked.Exchange(ref _conflicts, 0);
    }

    public async Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var outcome = await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
        Interlocked.Increment(ref outcome == AppendOutcome.Stored ? ref _stored : ref _conflicts);
        return outcome;
    }

    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken) => inner.ReadAsync(stream, after, limit, cancellationToken);

    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => inner.HeadAsync(stream, cancellationToken);

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        inner.WaitAsync(stream, after, limit, cancellationToken);

    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) => inner.ReadStateAsync(stream, cancellationToken);

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken) =>
        ((IPointReads)inner).ReadObjectAsync(stream, key, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
