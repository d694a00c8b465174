namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>What an event is about.</summary>
public sealed record Actor
{
    public string ID { get; init; } = "";

    public IDictionary<string, string>? Attributes { get; init; }
}
