namespace CloudOrchestrator.Testing.Azure;

/// <summary>A request that a <see cref="StrictTableService"/> got.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below the account, decoded.</param>
/// <param name="Query">Query, decoded.</param>
/// <param name="Body">Body in text.</param>
public sealed record TableRequestSeen(string Method, string Path, string Query, string Body)
{
    /// <summary>True for a transaction.</summary>
    public bool IsBatch => Path == "$batch";

    /// <summary>True when it may change something.</summary>
    public bool IsWrite => Method != "GET";
}
