namespace CloudOrchestrator.Storage;

/// <summary>Outcome of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Stored,

    /// <summary>Another writer appended first; nothing was stored.</summary>
    Conflict,
}
