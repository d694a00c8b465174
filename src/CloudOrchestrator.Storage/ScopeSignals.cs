namespace CloudOrchestrator.Storage;

/// <summary>Wakes followers of parts of a stream when their part changes, and only then. Thread-safe.</summary>
internal sealed class ScopeSignals(ReplicaIndexes indexes, long head)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChangeScope, Signal> _signals = [];
    private readonly int[] _followedByIndex = new int[indexes.Count];
    private long _head = head;

    /// <summary>A follower begins.</summary>
    /// <exception cref="ArgumentException">The stream has no such index.</exception>
    public Signal Enter(ChangeScope scope)
    {
        var index = scope.Index is { } name ? indexes.Find(name) : -1;
        lock (_lock)
        {
            if (!_signals.TryGetValue(scope, out var signal))
                _signals[scope] = signal = new Signal(this, scope, index, _head);
            signal.Followers++;
            if (index >= 0)
                _followedByIndex[index]++;
            return signal;
        }
    }

    /// <summary>
    /// The newest revision that a follower who has seen all changes of the scope up to a revision has, in effect, reached: the head when nothing of its scope has
    /// changed since.
    /// </summary>
    public long UpTo(ChangeScope scope, long after)
    {
        lock (_lock)
            return _signals.TryGetValue(scope, out var signal) && signal.LastChanged <= after ? Math.Max(after, _head) : after;
    }

    /// <summary>Changes have become visible, up to the head.</summary>
    public void Advance(long head, IReadOnlyList<ReplicaChange> changes)
    {
        lock (_lock)
        {
            _head = head;
            if (_signals.Count == 0)
                return;
            foreach (var change in changes)
            {
                var key = (change.After ?? change.Before ?? change.Last!).Key;
                Note(ChangeScope.Namespace(key.Namespace), change.Revision);
                Note(ChangeScope.Object(key), change.Revision);
                for (var index = 0; index < _followedByIndex.Length; index++)
                {
                    if (_followedByIndex[index] > 0)
                        NoteIndexed(index, change);
                }
            }
        }
    }

    /// <summary>A new state has become visible to which no changes lead: everybody has to look.</summary>
    public void Restart(long head)
    {
        lock (_lock)
        {
            foreach (var signal in _signals.Values)
                signal.Changed(_head + 1, head);
            _head = head;
        }
    }

    private void NoteIndexed(int index, ReplicaChange change)
    {
        var before = ValueOf(change.Before, index);
        var after = ValueOf(change.After, index);
        if (before is { Length: > 0 })
            Note(ChangeScope.Indexed(indexes.NameOf(index), before), change.Revision);
        if (after is { Length: > 0 } && after != before)
            Note(ChangeScope.Indexed(indexes.NameOf(index), after), change.Revision);
    }

    private static string? ValueOf(StoredObject? stored, int index) => stored is { IndexValues.Length: > 0 } ? stored.IndexValues[index] : null;

    private void Note(ChangeScope scope, long revision)
    {
        if (_signals.TryGetValue(scope, out var signal))
            signal.Changed(revision, revision);
    }

    private void Leave(Signal signal)
    {
        lock (_lock)
        {
            if (signal.Index >= 0)
                _followedByIndex[signal.Index]--;
            if (--signal.Followers == 0)
                _signals.Remove(signal.Scope);
        }
    }

    /// <summary>What the followers of one scope wait for. Each disposes of it once.</summary>
    internal sealed class Signal(ScopeSignals owner, ChangeScope scope, int index, long lastChanged) : IDisposable
    {
        private TaskCompletionSource<long>? _next;

        public ChangeScope Scope => scope;

        public int Index => index;

        public int Followers { get; set; }

        public long LastChanged { get; private set; } = lastChanged;

        /// <summary>
        /// Completes when the scope has changed after a revision; returns where to go on: nothing of the scope has changed between the two.
        /// </summary>
        public async Task<long> PassedAsync(long after, CancellationToken cancellationToken)
        {
            Task<long> first;
            lock (owner._lock)
            {
                if (LastChanged > after)
                    return after;
                first = (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            return Math.Max(after, await OnContext.WaitAsync(first, cancellationToken) - 1);
        }

        /// <summary>The scope has changed; the owner's lock is held.</summary>
        public void Changed(long first, long last)
        {
            LastChanged = last;
            _next?.SetResult(first);
            _next = null;
        }

        /// <inheritdoc/>
        public void Dispose() => owner.Leave(this);
    }
}
