namespace CloudOrchestrator.Simulation.Ports;

/// <summary>What becomes of an append.</summary>
internal enum AppendFate
{
    /// <summary>It arrives and is answered.</summary>
    Stored,

    /// <summary>It never arrives; its sender learns of a timeout.</summary>
    Lost,

    /// <summary>It arrives; its sender learns of a timeout.</summary>
    ReplyLost,

    /// <summary>Its sender learns of a timeout, and then it arrives.</summary>
    Late,

    /// <summary>It is refused because the storage is throttled.</summary>
    Throttled,
}
