namespace CloudOrchestrator.Storage;

/// <summary>Objects over a revision log: current state from replicas, writes as optimistic appends, changes as a stream. One per process.</summary>
public interface IObjectStore
{
    /// <summary>True when single objects are read and written without loading their stream: who needs no more than one object does without replicas then.</summary>
    bool ReadsPoints { get; }

    /// <summary>
    /// The replica of a stream, caught up with everything this process has acknowledged. With <paramref name="fresh"/> it has asked the log for its head first.
    /// </summary>
    ValueTask<Replica> ReplicaAsync(string stream, bool fresh, CancellationToken cancellationToken);

    /// <summary>
    /// One object; null when it does not exist. At least as new as everything this process has acknowledged; with <paramref name="fresh"/> as everything any
    /// process had acknowledged before the call.
    /// </summary>
    ValueTask<StoredObject?> GetAsync(string stream, ObjectKey key, bool fresh, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a pure function to the current state of one object (null: it does not exist) and of its stream, mutations queued before it included,
    /// and stores its result. When another writer comes first the function is applied again to the newer state. Concurrent mutations of a stream are
    /// committed together. On return the local replica has reached the write. Throws only when the log itself fails.
    /// </summary>
    Task<MutationResult> MutateAsync(
        string stream, ObjectKey key, Func<StoredObject?, ReplicaSnapshot, Mutation> mutate, WriteGuard? guard, CancellationToken cancellationToken);

    /// <summary>
    /// Like <see cref="MutateAsync"/>, for a function that looks at nothing but the object: costs a few requests, however large the stream, where the log offers
    /// point reads and the stream is not open here.
    /// </summary>
    Task<MutationResult> MutateObjectAsync(string stream, ObjectKey key, Func<StoredObject?, Mutation> mutate, CancellationToken cancellationToken);
}
