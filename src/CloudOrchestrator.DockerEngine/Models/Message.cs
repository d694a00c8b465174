namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>An event of the engine.</summary>
public sealed record Message
{
    public string Type { get; init; } = "";

    public string Action { get; init; } = "";

    public Actor Actor { get; init; } = new();
}
