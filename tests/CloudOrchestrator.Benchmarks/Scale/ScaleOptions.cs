namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>How large the cluster grows.</summary>
internal sealed record ScaleOptions
{
    public required string Program { get; init; }

    public required string Home { get; init; }

    public int Nodes { get; init; } = 5000;

    /// <summary>Numbers of pods at which is measured, rising.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Pods that an earlier run on the same home has made.</summary>
    public int From { get; init; }

    /// <summary>How long each cost is measured.</summary>
    public double Seconds { get; init; } = 1.5;

    /// <summary>Pods of the Deployment that is scheduled at each size.</summary>
    public int More { get; init; } = 2000;

    /// <summary>The same at the largest size.</summary>
    public int MoreAtLast { get; init; } = 10_000;

    /// <summary>Whether a node dies at the largest size, which takes most of a minute.</summary>
    public bool Death { get; init; } = true;
}
