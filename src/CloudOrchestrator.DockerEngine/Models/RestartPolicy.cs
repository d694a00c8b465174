namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Whether the engine restarts a container by itself.</summary>
public sealed record RestartPolicy
{
    public string Name { get; init; } = "";
}
