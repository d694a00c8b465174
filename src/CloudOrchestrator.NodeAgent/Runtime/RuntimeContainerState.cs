namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>Where a container is in its life.</summary>
public enum RuntimeContainerState
{
    /// <summary>Created and never started, or its start failed (see <see cref="RuntimeContainer.Error"/>).</summary>
    Created,

    /// <summary>Its main process runs.</summary>
    Running,

    /// <summary>Its main process ended.</summary>
    Exited,
}
