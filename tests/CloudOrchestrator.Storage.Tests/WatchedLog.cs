using System.Collections.Concurrent;

namespace CloudOrchestrator.Storage.Tests;

/// <summary>A log that counts what it is asked, and whose appends the test may change.</summary>
internal sealed class WatchedLog(MemoryLog inner) : IRevisionLog, IPointReads
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Stands before every append; calls through or not.</summary>
    public Func<Func<Task<AppendOutcome>>, IReadOnlyList<LogRecord>, Task<AppendOutcome>> Append { get; set; } = static (append, _) => append();

    public int this[string call] => _calls.GetValueOrDefault(call);

    public void Reset() => _calls.Clear();

    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        Count("append");
        return Append(() => inner.AppendAsync(stream, expectedHead, records, cancellationToken), records);
    }

    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        Count("read");
        return inner.ReadAsync(stream, after, limit, cancellationToken);
    }

    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        Count("head");
        return inner.HeadAsync(stream, cancellationToken);
    }

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken)
    {
        Count("wait");
        return inner.WaitAsync(stream, after, limit, cancellationToken);
    }

    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        Count("state");
        return inner.ReadStateAsync(stream, cancellationToken);
    }

    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken)
    {
        Count("object");
        return inner.ReadObjectAsync(stream, key, cancellationToken);
    }

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        Count("trim");
        return inner.TrimAsync(stream, before, cancellationToken);
    }

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Count(string call) => _calls.AddOrUpdate(call, 1, static (_, count) => count + 1);
}
