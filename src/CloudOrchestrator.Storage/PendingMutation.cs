using System.Diagnostics;

namespace CloudOrchestrator.Storage;

/// <summary>A mutation that waits for its commit.</summary>
internal sealed class PendingMutation(ObjectKey key, Func<StoredObject?, ReplicaSnapshot, Mutation> mutate, WriteGuard? guard)
    : TaskCompletionSource<MutationResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>The trace its writer belongs to.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public ObjectKey Key => key;

    public Func<StoredObject?, ReplicaSnapshot, Mutation> Mutate => mutate;

    public WriteGuard? Guard => guard;
}
