namespace CloudOrchestrator.Simulation;

/// <summary>What the sender of a request knows of its outcome.</summary>
public enum HistoryOutcome
{
    /// <summary>No answer came, or one that leaves it open (5xx): it may have happened, may happen still, or never will.</summary>
    Unknown,

    /// <summary>It was answered as done.</summary>
    Acknowledged,

    /// <summary>It was refused for good and has changed nothing.</summary>
    Refused,
}
