namespace CloudOrchestrator.Storage;

/// <summary>Applies records read from the log to a working state.</summary>
internal static class RecordReplay
{
    /// <summary>Applies one record and returns the change it makes.</summary>
    public static ReplicaChange Apply(ReplicaStateEditor working, LogRecord record)
    {
        var before = working.Get(record.Key);
        var stored = working.Indexes.Read(record.Key, record.Revision, record.Value);
        var change = record.Type == LogRecordType.Put
            ? new ReplicaChange(record.Revision, before, stored, null)
            : new ReplicaChange(record.Revision, before, null, stored);

        // A materialised state may already hold what is replayed onto it.
        if (before is null || before.Revision < record.Revision)
            working.Apply(record.Revision, before, change.After);
        else
            working.AdvanceTo(record.Revision);
        return change;
    }

    /// <summary>The state that a materialised one describes.</summary>
    public static ReplicaState Restore(LogState state, ReplicaIndexes indexes)
    {
        var working = new ReplicaStateEditor(ReplicaState.Empty(indexes));
        foreach (var record in state.Objects)
            working.Apply(state.Revision, null, indexes.Read(record.Key, record.Revision, record.Value));
        working.AdvanceTo(state.Revision);
        return working.Freeze();
    }
}
