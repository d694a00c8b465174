using System.Collections.Immutable;

namespace CloudOrchestrator.Client;

/// <summary>What an informer knows at one moment. <see cref="Superseded"/> completes when a newer state has taken its place.</summary>
internal sealed record InformerState<T>(ImmutableDictionary<ObjectKey, T> Items, long Version)
{
    public TaskCompletionSource Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
