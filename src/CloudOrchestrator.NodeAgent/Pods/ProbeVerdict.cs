namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>What a probe has found so far.</summary>
public enum ProbeVerdict
{
    /// <summary>Nothing yet.</summary>
    Unknown,

    /// <summary>As many successes in a row as its threshold asks for.</summary>
    Success,

    /// <summary>As many failures in a row as its threshold asks for.</summary>
    Failure,
}
