namespace CloudOrchestrator.Simulation.Network;

/// <summary>What becomes of a request.</summary>
internal enum RequestFate
{
    /// <summary>It is carried out and answered.</summary>
    Answered,

    /// <summary>It never arrives.</summary>
    LostBefore,

    /// <summary>It is carried out; the answer never arrives.</summary>
    LostAfter,
}
