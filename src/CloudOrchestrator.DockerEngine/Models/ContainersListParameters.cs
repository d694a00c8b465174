namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>What to list.</summary>
public sealed record ContainersListParameters
{
    public bool All { get; init; }

    public IDictionary<string, IDictionary<string, bool>>? Filters { get; init; }
}
