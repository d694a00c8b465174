using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>A container with what had to be read beside it.</summary>
/// <param name="Container">The container.</param>
/// <param name="TerminationMessage">What it left when it ended.</param>
/// <param name="ImageId">Its image as status reports it.</param>
public sealed record CachedContainer(RuntimeContainer Container, string TerminationMessage, string ImageId)
{
    /// <summary>UID of its pod.</summary>
    public string PodUid => Container.Labels.GetValueOrDefault(RuntimeLabels.PodUid, "");

    /// <summary>True for a pause container.</summary>
    public bool IsSandbox => Container.Labels.GetValueOrDefault(RuntimeLabels.ContainerName) == RuntimeLabels.SandboxName;

    /// <summary>What the plan sees of it; null when it is a sandbox or was never tried to start.</summary>
    public ObservedContainer? Observed { get; } = ObservedContainer.Of(Container, TerminationMessage, ImageId);
}
