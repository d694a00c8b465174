namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A stream a process writes to.</summary>
public enum OutputTarget
{
    /// <summary>Standard output, and everything of a terminal.</summary>
    Stdout = 1,

    /// <summary>Standard error.</summary>
    Stderr = 2,
}
