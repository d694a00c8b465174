namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What happened to a container.</summary>
public enum RuntimeEventType
{
    /// <summary>The watch is in place; nothing happened.</summary>
    Connected,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was started.</summary>
    Started,

    /// <summary>Its main process ended.</summary>
    Died,

    /// <summary>It is gone.</summary>
    Removed,
}
