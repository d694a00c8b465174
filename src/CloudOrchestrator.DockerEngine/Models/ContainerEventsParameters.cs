namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Which events to follow.</summary>
public sealed record ContainerEventsParameters
{
    public IDictionary<string, IDictionary<string, bool>>? Filters { get; init; }
}
