namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>State of a node's configuration. No longer in use.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigStatus")]
public sealed record NodeConfigStatus
{
    /// <summary>The source that the node was told to use.</summary>
    [Field("assigned", 1)]
    public NodeConfigSource? Assigned { get; init; }

    /// <summary>The source that the node uses.</summary>
    [Field("active", 2)]
    public NodeConfigSource? Active { get; init; }

    /// <summary>The source the node falls back to.</summary>
    [Field("lastKnownGood", 3)]
    public NodeConfigSource? LastKnownGood { get; init; }

    /// <summary>What is wrong with the assigned source.</summary>
    [Field("error", 4, Presence = Presence.OmitEmpty)]
    public string? Error { get; init; }
}
