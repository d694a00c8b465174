namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>What a container is in its pod.</summary>
public enum ContainerRole
{
    /// <summary>An init container: runs to its end before the next one starts.</summary>
    Init,

    /// <summary>A restartable init container: runs as long as the pod.</summary>
    Sidecar,

    /// <summary>One of the pod's containers.</summary>
    App,

    /// <summary>Added to a running pod for debugging; never restarted.</summary>
    Ephemeral,
}
