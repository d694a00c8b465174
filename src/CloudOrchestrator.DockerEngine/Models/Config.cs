namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>What a container was created from, as the engine repeats it.</summary>
public sealed record Config
{
    public string Image { get; init; } = "";

    public bool Tty { get; init; }

    public bool StdinOnce { get; init; }

    public string? User { get; init; }

    public IDictionary<string, string>? Labels { get; init; }
}
