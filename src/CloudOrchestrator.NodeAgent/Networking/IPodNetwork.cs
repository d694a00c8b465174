namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Gives pods their addresses and connects them to the node. All methods are idempotent.</summary>
public interface IPodNetwork
{
    /// <summary>Connects a sandbox's network namespace and returns the pod's address. A sandbox already connected keeps its address.</summary>
    Task<string> AttachAsync(PodSandbox sandbox, CancellationToken cancellationToken);

    /// <summary>Disconnects a sandbox and frees its address. The sandbox may be gone already.</summary>
    Task DetachAsync(PodSandbox sandbox, CancellationToken cancellationToken);

    /// <summary>Called once at start with the sandboxes found running: their addresses are taken, all others are free.</summary>
    Task AdoptAsync(IReadOnlyList<PodSandbox> running, CancellationToken cancellationToken);
}
