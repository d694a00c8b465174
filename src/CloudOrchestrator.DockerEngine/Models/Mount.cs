namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A mounted file or directory.</summary>
public sealed record Mount
{
    public string Type { get; init; } = "";

    public string Source { get; init; } = "";

    public string Target { get; init; } = "";

    public bool ReadOnly { get; init; }

    public BindOptions? BindOptions { get; init; }
}
