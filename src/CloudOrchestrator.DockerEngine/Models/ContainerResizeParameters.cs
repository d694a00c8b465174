namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Size of a terminal.</summary>
public sealed record ContainerResizeParameters
{
    public long Height { get; init; }

    public long Width { get; init; }
}
