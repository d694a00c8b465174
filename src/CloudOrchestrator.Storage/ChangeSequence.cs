namespace CloudOrchestrator.Storage;

/// <summary>The changes of a stream after a revision, in order, in batches as they come.</summary>
public sealed class ChangeSequence : IAsyncEnumerable<IReadOnlyList<ReplicaChange>>
{
    private readonly Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ReplicaChange>>> _follow;
    private readonly CancellationToken _cancellationToken;

    internal ChangeSequence(Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ReplicaChange>>> follow, CancellationToken cancellationToken)
    {
        _follow = follow;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public IAsyncEnumerator<IReadOnlyList<ReplicaChange>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _follow(_cancellationToken).GetAsyncEnumerator(cancellationToken);
}
