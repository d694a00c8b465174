namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>What a probe decides.</summary>
public enum ProbeKind
{
    /// <summary>Whether the container has started.</summary>
    Startup,

    /// <summary>Whether it takes requests.</summary>
    Readiness,

    /// <summary>Whether it must be restarted.</summary>
    Liveness,
}
