using System.Runtime.CompilerServices;

namespace CloudOrchestrator.Storage;

/// <summary>
/// A stream's state in memory, with indexes and a window of recent changes. Reads are lock-free against an immutable snapshot;
/// one writer at a time applies the log.
/// </summary>
public sealed class Replica
{
    private const int FollowBatchMax = 512;

    private readonly ChangeWindow _window;
    private readonly HistoryReader _history;
    private readonly HeadSignal _signal;
    private readonly ScopeSignals _scopes;
    private readonly CancellationToken _closing;
    private readonly int _windowChanges;
    private volatile ReplicaSnapshot _snapshot;
    private long _trimmed;

    internal Replica(IRevisionLog log, string stream, ReplicaState state, ObjectStoreOptions options, CancellationToken closing)
    {
        Stream = stream;
        _snapshot = new ReplicaSnapshot(state);
        _window = new ChangeWindow(options.WindowChanges, options.WindowBytes);
        _window.Reset(state.Revision);
        _history = new HistoryReader(log, stream, state.Indexes);
        _signal = new HeadSignal(state.Revision);
        _scopes = new ScopeSignals(state.Indexes, state.Revision);
        _closing = closing;
        _windowChanges = options.WindowChanges;
        Owners = new OwnerChanges(state.Revision, options.WindowChanges, state.Indexes);
    }

    /// <summary>The stream.</summary>
    public string Stream { get; }

    /// <summary>The current state.</summary>
    public ReplicaSnapshot Snapshot => _snapshot;

    /// <summary>When which owner's objects last changed. Used only by the writer that applies changes.</summary>
    internal OwnerChanges Owners { get; private set; }

    /// <summary>Who waits for changes that have not come yet.</summary>
    internal Followers Followers { get; } = new();

    /// <summary>Completes when the replica has reached the revision.</summary>
    public async Task ReachedAsync(long revision, CancellationToken cancellationToken)
    {
        if (_signal.Head < revision)
            await _signal.PassedAsync(revision - 1, cancellationToken);
    }

    /// <summary>
    /// Follows changes after a revision (which may lie in the future), in order, each once, until cancelled or the store is closed.
    /// Nothing is buffered per reader: changes are pulled from the shared window, or from the log when the reader is further behind.
    /// Fails with 410 when the revision is known to be older than what is held; the sequence throws <see cref="ApiStatusException"/>
    /// with 410 when that turns out while reading.
    /// </summary>
    public ResultOf<ChangeSequence> Follow(long after, CancellationToken cancellationToken) => Follow(after, scope: null, cancellationToken);

    /// <summary>
    /// Follows the changes of a part of the stream, as <see cref="Follow(long, CancellationToken)"/> does: a reader is not woken for changes of other objects,
    /// and may or may not be handed them.
    /// </summary>
    /// <exception cref="ArgumentException">The scope's index is not registered for the stream.</exception>
    public ResultOf<ChangeSequence> Follow(long after, ChangeScope? scope, CancellationToken cancellationToken)
    {
        if (after < Volatile.Read(ref _trimmed))
            return TooOld(after);
        return new ChangeSequence(
            token => FollowAsync(after, scope, token),
            revision => scope is { } part ? _scopes.UpTo(part, revision) : revision,
            cancellationToken);
    }

    /// <summary>
    /// Changes after a revision up to <paramref name="until"/>, oldest first, at most <paramref name="limit"/>; empty when there are none. Fails with 410 when
    /// they are no longer held. Does not wait for what has not been applied yet.
    /// </summary>
    public async Task<ResultOf<IReadOnlyList<ReplicaChange>>> ChangesAsync(long after, long until, int limit, CancellationToken cancellationToken)
    {
        until = Math.Min(until, _snapshot.Revision);
        if (after < Volatile.Read(ref _trimmed))
            return TooOld(after);
        if (after >= until)
            return ResultOf<IReadOnlyList<ReplicaChange>>.Success([]);
        limit = (int)Math.Min(limit, until - after);
        var changes = _window.After(after, limit) ?? await _history.AfterAsync(after, limit, cancellationToken);
        if (changes is not null)
            return ResultOf<IReadOnlyList<ReplicaChange>>.Success(changes);
        NoteTrimmed(after + 1);
        return TooOld(after);
    }

    /// <summary>Makes a new state visible. The changes lead from the current state to it.</summary>
    internal void Publish(ReplicaState state, IReadOnlyList<ReplicaChange> changes)
    {
        _window.Add(changes);
        _snapshot = new ReplicaSnapshot(state);
        _scopes.Advance(state.Revision, changes);
        _signal.Advance(state.Revision);
    }

    /// <summary>Makes a state visible to which no complete sequence of changes leads.</summary>
    internal void Restart(ReplicaState state)
    {
        NoteTrimmed(state.Revision);
        _window.Reset(state.Revision);
        Owners = new OwnerChanges(state.Revision, _windowChanges, state.Indexes);
        _snapshot = new ReplicaSnapshot(state);
        _scopes.Restart(state.Revision);
        _signal.Advance(state.Revision);
    }

    private async IAsyncEnumerable<IReadOnlyList<ReplicaChange>> FollowAsync(
        long after, ChangeScope? scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing);
        using var following = new Following(Followers);
        using var part = scope is { } only ? _scopes.Enter(only) : null;
        while (!_closing.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changes = _window.After(after, FollowBatchMax);
            if (changes is null)
            {
                // Never ahead of the window: nobody may see a change before the replica has it.
                var limit = (int)Math.Min(FollowBatchMax, Math.Max(1, _window.Floor - after));
                changes = await _history.AfterAsync(after, limit, cancellationToken) ?? throw Expired(after);
            }

            if (changes.Count > 0)
            {
                after = changes[^1].Revision;
                yield return changes;
                continue;
            }

            following.Begin();
            var passed = part?.PassedAsync(after, stop.Token) ?? _signal.PassedAsync(after, stop.Token);
            await ((Task)passed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (part is not null && passed.IsCompletedSuccessfully)
                after = await passed;
        }
    }

    private ApiStatusException Expired(long after)
    {
        NoteTrimmed(after + 1);
        return new ApiStatusException(TooOld(after));
    }

    private void NoteTrimmed(long revision)
    {
        for (var known = Volatile.Read(ref _trimmed); known < revision;)
            known = Interlocked.CompareExchange(ref _trimmed, revision, known) is var seen && seen == known ? revision : seen;
    }

    // Kubernetes names the revision asked for and one that its cache could serve.
    private ApiStatus TooOld(long after) => ApiStatuses.Expired($"too old resource version: {after} ({_window.Floor})");
}
