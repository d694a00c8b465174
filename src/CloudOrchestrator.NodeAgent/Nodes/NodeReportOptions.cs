namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>What a node says of itself beyond what its machine says.</summary>
public sealed record NodeReportOptions
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its InternalIP.</summary>
    public required string Address { get; init; }

    /// <summary>The port its agent listens on.</summary>
    public required int AgentPort { get; init; }

    /// <summary>The agent's version, in a form that version parsers take.</summary>
    public string Version { get; init; } = "v1.32.0-cloudorchestrator";

    /// <summary>How many pods it takes.</summary>
    public int PodsMax { get; init; } = 110;

    /// <summary>What the machine's provider calls it, such as <c>azure:///subscriptions/…</c>; null when it has none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Time after which the status is reported although nothing has changed.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Labels beyond the well-known ones.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
