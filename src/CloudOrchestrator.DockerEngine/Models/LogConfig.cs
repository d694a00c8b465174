namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Where a container's log goes.</summary>
public sealed record LogConfig
{
    public string Type { get; init; } = "";

    public IDictionary<string, string>? Config { get; init; }
}
