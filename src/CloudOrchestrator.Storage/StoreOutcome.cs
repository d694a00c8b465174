namespace CloudOrchestrator.Storage;

/// <summary>Outcome of a mutation.</summary>
public enum StoreOutcome
{
    /// <summary>Durable.</summary>
    Stored,

    /// <summary>The mutation left the object as it was; nothing was written.</summary>
    Unchanged,

    /// <summary>The mutation refused with a status.</summary>
    Refused,
}
