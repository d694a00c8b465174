namespace CloudOrchestrator.Storage;

/// <summary>Takes mutations of one stream and commits them.</summary>
internal interface IMutationQueue
{
    /// <summary>Commits a mutation; the same task as the mutation's own.</summary>
    Task<MutationResult> MutateAsync(PendingMutation mutation);
}
