namespace CloudOrchestrator.Storage;

/// <summary>
/// The one thing a control plane must be able to store: append-only streams of records with dense revisions starting at 1.
/// Implementable on anything with insert-if-absent. All methods are safe for concurrent use.
/// </summary>
public interface IRevisionLog : IAsyncDisposable
{
    /// <summary>
    /// Appends records at revisions <paramref name="expectedHead"/>+1… . All or nothing: once this returns <see cref="AppendOutcome.Stored"/> the records
    /// are durable and visible to every reader; <see cref="AppendOutcome.Conflict"/> means another writer has appended after <paramref name="expectedHead"/>.
    /// An exception leaves the outcome unknown: the caller reads on and recognises its own records by <see cref="LogRecord.WriteId"/>.
    /// </summary>
    Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken);

    /// <summary>Reads records after a revision, in order and without gaps, at most <paramref name="limit"/>.
    /// Answers expired when records directly after <paramref name="after"/> have been trimmed.</summary>
    Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The revision of the newest durable record; 0 for an empty stream.</summary>
    Task<long> HeadAsync(string stream, CancellationToken cancellationToken);

    /// <summary>Returns the head as soon as it has passed <paramref name="after"/>, or at the time limit.</summary>
    Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>The materialised objects and the revision from which the log must be replayed onto them. Replay is idempotent.</summary>
    Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken);

    /// <summary>Writes the materialised objects behind the log. Never ahead of it; losing it costs only replay.</summary>
    Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken);

    /// <summary>Lets records older than <paramref name="before"/> go, once the materialised state covers them.</summary>
    Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Names of the streams that hold anything.</summary>
    Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken);
}
