namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>Where decisions get what they read from.</summary>
internal interface ISnapshots
{
    /// <summary>
    /// Runs a pure reading against a snapshot that is as new as this source promises, and returns what it found with the snapshot. The reading may run several
    /// times.
    /// </summary>
    ValueTask<(T Value, ReplicaObjectSnapshot Snapshot)> ReadAsync<T>(Func<ReplicaObjectSnapshot, T> read, CancellationToken cancellationToken);

    /// <summary>A snapshot of every stream, for readers that are not pure.</summary>
    ValueTask<ReplicaObjectSnapshot> AllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Sees to it that streams are read anew from here on: other processes may have written. False where that is never needed because this process is the only
    /// writer.
    /// </summary>
    bool Renew(IEnumerable<string> streams);
}
