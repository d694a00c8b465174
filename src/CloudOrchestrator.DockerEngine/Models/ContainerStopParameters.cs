namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>How to stop a container.</summary>
public sealed record ContainerStopParameters
{
    public uint? WaitBeforeKillSeconds { get; init; }
}
