namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>What a list found.</summary>
/// <param name="Revision">resourceVersion of the list.</param>
/// <param name="Items">The objects, in order.</param>
/// <param name="Continue">Where the next chunk starts; empty when there is none.</param>
/// <param name="Remaining">Objects after this chunk; null when unknown (selectors) or none.</param>
internal sealed record ListResult(long Revision, IReadOnlyList<StoredObject> Items, string Continue = "", long? Remaining = null);
