namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>How a bind mount behaves.</summary>
public sealed record BindOptions
{
    public string? Propagation { get; init; }
}
