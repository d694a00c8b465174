namespace CloudOrchestrator.Storage;

/// <summary>
/// A stream's state in memory, with indexes and a window of recent changes. Reads are lock-free against an immutable snapshot;
/// one tailing loop applies the log.
/// </summary>
public sealed class Replica
{
    /// <summary>The stream.</summary>
    public string Stream => throw new NotImplementedException();

    /// <summary>The current state.</summary>
    public ReplicaSnapshot Snapshot => throw new NotImplementedException();

    /// <summary>Completes when the replica has reached the revision.</summary>
    public Task ReachedAsync(long revision, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Follows changes after a revision, in order, each once. Fails (<see cref="ResultOf{T}"/> 410) when the revision is older than what is held.
    /// The reader's buffer is bounded; a reader that falls behind it continues from the log's window or ends with 410.
    /// </summary>
    public ResultOf<IAsyncEnumerable<IReadOnlyList<ReplicaChange>>> Follow(long after, CancellationToken cancellationToken) => throw new NotImplementedException();
}
