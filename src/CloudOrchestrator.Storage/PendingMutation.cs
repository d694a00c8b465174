namespace CloudOrchestrator.Storage;

/// <summary>A mutation that waits for its commit.</summary>
internal sealed class PendingMutation(ObjectKey key, Func<StoredObject?, ReplicaSnapshot, Mutation> mutate, WriteGuard? guard)
    : TaskCompletionSource<MutationResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ObjectKey Key => key;

    public Func<StoredObject?, ReplicaSnapshot, Mutation> Mutate => mutate;

    public WriteGuard? Guard => guard;
}
