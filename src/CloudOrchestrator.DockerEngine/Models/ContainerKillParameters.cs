namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A signal to send.</summary>
public sealed record ContainerKillParameters
{
    public string? Signal { get; init; }
}
