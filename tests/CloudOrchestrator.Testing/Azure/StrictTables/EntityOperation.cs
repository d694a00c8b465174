namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>What an operation does to an entity.</summary>
internal enum EntityVerb
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>One change of one entity; without <paramref name="IfMatch"/> a replace or merge inserts what is not there.</summary>
internal sealed record EntityOperation(
    EntityVerb Verb, string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Properties, string? IfMatch)
{
    public (string, string) Key => (PartitionKey, RowKey);

    /// <summary>Permissions of a signature that it needs.</summary>
    public string Permissions => Verb switch
    {
        EntityVerb.Insert => "a",
        EntityVerb.Delete => "d",
        _ => IfMatch is null ? "au" : "u",
    };
}
