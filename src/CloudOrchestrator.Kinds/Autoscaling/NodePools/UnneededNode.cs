namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>A node whose pods would fit elsewhere.</summary>
[ApiType("io.cloudorchestrator.v1.UnneededNode")]
public sealed record UnneededNode
{
    /// <summary>The node's name.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Since when, without a break.</summary>
    [Field("since", 2, Presence = Presence.Always)]
    public DateTimeOffset? Since { get; init; }
}
