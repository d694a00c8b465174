namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>How much load there is.</summary>
internal sealed record LoadSettings
{
    /// <summary>Connections of the rows that have several.</summary>
    public int Clients { get; init; } = 32;

    /// <summary>How long each row is measured, on each server.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Nodes that are pretended for the Deployment.</summary>
    public int Nodes { get; init; } = 1000;

    /// <summary>Replicas of the Deployment, and pods that are listed.</summary>
    public int Pods { get; init; } = 5000;

    /// <summary>Whether nodes may be pretended on a server that we have not started: its scheduler would place other pods there, too.</summary>
    public bool PretendsNodes { get; init; }

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Min(1.5, Duration.TotalSeconds * 0.3));
}
