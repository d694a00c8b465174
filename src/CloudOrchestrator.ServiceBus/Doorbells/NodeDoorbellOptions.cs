namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>Names and limits of the nodes' queues.</summary>
public sealed record NodeDoorbellOptions
{
    /// <summary>What names of queues begin with; the table prefix.</summary>
    public required string Prefix { get; init; }

    /// <summary>After this time a ring nobody heard vanishes: the agent has asked by itself by then.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sends at once.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>The queue of a node.</summary>
    public string QueueOf(string node) => $"{Prefix}-node-{node}";
}
