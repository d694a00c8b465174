using System.Collections.Concurrent;

namespace CloudOrchestrator.Storage;

/// <summary>A revision log that lives and dies with the process.</summary>
public sealed class MemoryLog(TimeProvider time) : IRevisionLog, IPointReads
{
    private readonly ConcurrentDictionary<string, StreamLog> _streams = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendRules.Check(expectedHead, records);
        return Task.FromResult(For(stream).Append(expectedHead, records));
    }

    /// <inheritdoc/>
    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Task.FromResult(For(stream).Read(after, limit));
    }

    /// <inheritdoc/>
    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(For(stream).Signal.Head);
    }

    /// <inheritdoc/>
    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        For(stream).Signal.PassedAsync(after, limit, time, cancellationToken);

    /// <inheritdoc/>
    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(For(stream).State);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        For(stream).Write(state);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        For(stream).Trim(before);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var streams = _streams.Where(stream => stream.Value.Signal.Head > 0).Select(stream => stream.Key).Order(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<string>>([.. streams]);
    }

    /// <inheritdoc/>
    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(For(stream).Find(key));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StreamLog For(string stream) => _streams.GetOrAdd(stream, static _ => new StreamLog());

    private sealed class StreamLog
    {
        private readonly Lock _lock = new();
        private List<LogRecord> _records = [];
        private long _trimmed;
        private LogState _state = new(0, []);

        public HeadSignal Signal { get; } = new(0);

        public LogState State
        {
            get
            {
                lock (_lock)
                    return _state;
            }
        }

        public AppendOutcome Append(long expectedHead, IReadOnlyList<LogRecord> records)
        {
            lock (_lock)
            {
                if (expectedHead != _trimmed + _records.Count)
                    return AppendOutcome.Conflict;
                _records.AddRange(records);
            }

            Signal.Advance(expectedHead + records.Count);
            return AppendOutcome.Stored;
        }

        public LogRead Read(long after, int limit)
        {
            lock (_lock)
            {
                if (after < _trimmed)
                    return new LogRead([], true);
                var start = (int)Math.Min(after - _trimmed, _records.Count);
                return new LogRead(_records.GetRange(start, Math.Min(limit, _records.Count - start)), false);
            }
        }

        public LogRecord? Find(ObjectKey key)
        {
            lock (_lock)
            {
                var last = _records.FindLast(record => record.Key == key);
                if (last is null)
                    return _state.Objects.FirstOrDefault(record => record.Key == key);
                return last.Type == LogRecordType.Put ? last : null;
            }
        }

        public void Write(LogState state)
        {
            lock (_lock)
            {
                AppendRules.CheckState(state, _trimmed + _records.Count);
                if (state.Revision >= _state.Revision)
                    _state = state;
            }
        }

        public void Trim(DateTimeOffset before)
        {
            lock (_lock)
            {
                var covered = (int)Math.Max(0, _state.Revision - _trimmed);
                var old = _records.FindIndex(record => record.Time >= before);
                var drop = Math.Min(covered, old < 0 ? _records.Count : old);
                _records = _records.GetRange(drop, _records.Count - drop);
                _trimmed += drop;
            }
        }
    }
}
