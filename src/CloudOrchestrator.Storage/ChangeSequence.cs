namespace CloudOrchestrator.Storage;

/// <summary>The changes of a stream after a revision, in order, in batches as they come.</summary>
public sealed class ChangeSequence : IAsyncEnumerable<IReadOnlyList<ReplicaChange>>
{
    private readonly Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ReplicaChange>>> _follow;
    private readonly CancellationToken _cancellationToken;
    private readonly Func<long, long> _upTo;

    internal ChangeSequence(
        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ReplicaChange>>> follow, Func<long, long> upTo, CancellationToken cancellationToken)
    {
        _upTo = upTo;
        _follow = follow;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// The revision that a reader who has taken everything up to a revision may go on from as well: a newer one when nothing it follows has changed since.
    /// </summary>
    public long UpTo(long revision) => _upTo(revision);

    /// <inheritdoc/>
    public IAsyncEnumerator<IReadOnlyList<ReplicaChange>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _follow(_cancellationToken).GetAsyncEnumerator(cancellationToken);
}
