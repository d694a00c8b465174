namespace CloudOrchestrator.Simulation;

/// <summary>One run of a container on a node, as the machine saw it.</summary>
public sealed class HistoryRun
{
    /// <summary>The machine.</summary>
    public required string Node { get; init; }

    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Pod { get; init; }

    /// <summary>The pod's uid.</summary>
    public required string PodUid { get; init; }

    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>When it started.</summary>
    public required long StartedStep { get; init; }

    /// <summary>When it stopped, by itself, by the agent or with its machine; null when it ran to the end.</summary>
    public long? StoppedStep { get; set; }

    /// <summary>True when it stopped because its machine was switched off.</summary>
    public bool NodeKilled { get; set; }
}
