namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>How to delete an image.</summary>
public sealed record ImageDeleteParameters
{
    public bool Force { get; init; }
}
