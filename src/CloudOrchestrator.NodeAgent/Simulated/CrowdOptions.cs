namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>The nodes of a <see cref="PretendCrowd"/>.</summary>
public sealed record CrowdOptions
{
    /// <summary>How many nodes there are.</summary>
    public required int Count { get; init; }

    /// <summary>The address that all of them report.</summary>
    public required string Address { get; init; }

    /// <summary>Their names are this and a number, from 1 on.</summary>
    public string NamePrefix { get; init; } = "simulated-";

    /// <summary>Processors of each.</summary>
    public int ProcessorCount { get; init; } = 8;

    /// <summary>Memory of each.</summary>
    public long MemoryBytes { get; init; } = 32L << 30;

    /// <summary>How many pods each takes.</summary>
    public int PodsMax { get; init; } = 110;

    /// <summary>Labels of each.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Time between two renewals of a node's lease, which lasts four of them.</summary>
    public TimeSpan LeaseInterval { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Requests under way at once.</summary>
    public int ConcurrentRequests { get; init; } = 64;
}
