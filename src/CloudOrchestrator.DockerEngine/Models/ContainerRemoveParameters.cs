namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>How to remove a container.</summary>
public sealed record ContainerRemoveParameters
{
    public bool RemoveVolumes { get; init; }

    public bool Force { get; init; }
}
