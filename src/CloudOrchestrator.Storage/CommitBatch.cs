using System.Globalization;

namespace CloudOrchestrator.Storage;

/// <summary>
/// Mutations applied one after the other to a working state, and the records that make the result durable. Nothing is visible before it is stored.
/// </summary>
internal sealed class CommitBatch
{
    private readonly ReplicaStateEditor _working;
    private readonly OwnerChanges _owners;
    private readonly ObjectEncoding _encoding;
    private readonly DateTimeOffset _time;
    private readonly Guid _writeId;
    private readonly List<LogRecord> _records = [];
    private readonly List<ReplicaChange> _changes = [];
    private readonly List<WriteGuard?> _guards = [];
    private readonly List<(PendingMutation Pending, MutationResult Result)> _results = [];
    private readonly Dictionary<string, List<(long Revision, WriteGuard? Guard)>> _touched = new(StringComparer.Ordinal);

    private readonly int _recordsMax;
    private readonly long _bytesMax;

    public CommitBatch(ReplicaState state, OwnerChanges owners, ObjectEncoding encoding, ObjectStoreOptions options, DateTimeOffset time, Guid writeId)
    {
        ExpectedHead = state.Revision;
        _working = new ReplicaStateEditor(state);
        _owners = owners;
        _recordsMax = options.BatchRecordsMax;
        _bytesMax = options.BatchBytesMax;
        _encoding = encoding;
        _time = time;
        _writeId = writeId;
    }

    public long ExpectedHead { get; }

    public Guid WriteId => _writeId;

    public IReadOnlyList<LogRecord> Records => _records;

    public long Bytes { get; private set; }

    /// <summary>
    /// Applies one mutation. A function that throws fails its own caller and nobody else. False when its record does not fit any more: it belongs into the next
    /// batch. A record that is too large for every batch is taken alone.
    /// </summary>
    public bool Apply(PendingMutation pending)
    {
        if (_records.Count >= _recordsMax || Bytes >= _bytesMax)
            return false;
        try
        {
            if (pending.Guard is { } guard && Violates(guard))
            {
                _results.Add((pending, Refused(guard)));
                return true;
            }

            var current = _working.Get(pending.Key);
            if (Apply(pending, current, Decide(pending, current)) is not { } result)
                return false;
            _results.Add((pending, result));
        }
        catch (Exception exception)
        {
            pending.TrySetException(exception);
        }

        return true;
    }

    /// <summary>Makes the stored batch visible.</summary>
    public void Publish(Replica replica)
    {
        if (_records.Count == 0)
            return;
        for (var i = 0; i < _changes.Count; i++)
            _owners.Note(_changes[i], _guards[i]);
        replica.Publish(_working.Freeze(), _changes);
    }

    /// <summary>Tells the callers.</summary>
    public void Complete()
    {
        foreach (var (pending, result) in _results)
            pending.TrySetResult(result);
    }

    private Mutation Decide(PendingMutation pending, StoredObject? current)
    {
        var snapshot = new ReplicaSnapshot(_working);
        try
        {
            return pending.Mutate(current, snapshot);
        }
        finally
        {
            snapshot.Detach();
        }
    }

    private MutationResult? Apply(PendingMutation pending, StoredObject? current, Mutation mutation)
    {
        switch (mutation)
        {
            case Mutation.Put put:
                return Put(pending, current, put);
            case Mutation.Delete delete:
                return Delete(pending, current ?? throw new InvalidOperationException($"{pending.Key} does not exist and cannot be deleted"), delete.Value);
            case Mutation.Keep:
                return new MutationResult(StoreOutcome.Unchanged, current, current, null);
            case Mutation.Refuse refuse:
                return new MutationResult(StoreOutcome.Refused, null, current, refuse.Status);
            default:
                throw new InvalidOperationException($"unknown mutation {mutation.GetType().Name}");
        }
    }

    private MutationResult? Put(PendingMutation pending, StoredObject? current, Mutation.Put put)
    {
        var revision = _working.Revision + 1;
        var utf8 = put.Encoded ?? _encoding.Encode(put.Value, current?.Revision ?? revision);
        if (current is not null && ObjectEncoding.SameObject(current.Utf8.Span, utf8))
            return new MutationResult(StoreOutcome.Unchanged, current, current, null);
        if (!Fits(utf8))
            return null;
        var stored = _working.Indexes.Fill(current is not null || put.Encoded is not null
            ? StoredObject.At(pending.Key, revision, utf8)
            : new StoredObject(pending.Key, revision, utf8));
        if (put.Typed is { } typed)
            stored.Know(typed(revision.ToString(CultureInfo.InvariantCulture)));
        Record(LogRecordType.Put, pending, stored, new ReplicaChange(revision, current, stored, null));
        return new MutationResult(StoreOutcome.Stored, stored, current, null);
    }

    private MutationResult? Delete(PendingMutation pending, StoredObject current, JsonObject value)
    {
        var revision = _working.Revision + 1;
        var utf8 = _encoding.Encode(value, revision);
        if (!Fits(utf8))
            return null;
        var last = _working.Indexes.Read(pending.Key, revision, utf8);
        Record(LogRecordType.Delete, pending, last, new ReplicaChange(revision, current, null, last));
        return new MutationResult(StoreOutcome.Stored, last, current, null);
    }

    private bool Fits(byte[] utf8) => _records.Count == 0 || Bytes + utf8.Length <= _bytesMax;

    private void Record(LogRecordType type, PendingMutation pending, StoredObject stored, ReplicaChange change)
    {
        _working.Apply(change.Revision, change.Before, change.After);
        _records.Add(new LogRecord(change.Revision, type, pending.Key, stored.Utf8, _time, _writeId, change.Before?.Revision ?? 0));
        _changes.Add(change);
        _guards.Add(pending.Guard);
        foreach (var uid in _owners.Touched(change))
            Touch(uid, change.Revision, pending.Guard);
        Bytes += stored.Utf8.Length;
    }

    private void Touch(string uid, long revision, WriteGuard? guard)
    {
        if (!_touched.TryGetValue(uid, out var touches))
            _touched[uid] = touches = [];
        if (touches is [.., var last] && last.Guard == guard)
            touches[^1] = (revision, guard);
        else
            touches.Add((revision, guard));
    }

    private bool Violates(WriteGuard guard)
    {
        if (_owners.Violates(guard))
            return true;
        return _touched.TryGetValue(guard.OwnerUid, out var touches)
            && touches.Exists(touch => touch.Revision > guard.Revision && touch.Guard != guard);
    }

    private static MutationResult Refused(WriteGuard guard) => new(
        StoreOutcome.Refused,
        null,
        null,
        ApiStatuses.Failure(409, "Conflict", $"Operation cannot be fulfilled: objects of owner {guard.OwnerUid} have changed after revision {guard.Revision}"));
}
