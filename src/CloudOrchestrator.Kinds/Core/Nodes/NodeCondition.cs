namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>One aspect of a node's health.</summary>
[ApiType("io.k8s.api.core.v1.NodeCondition")]
public sealed record NodeCondition
{
    /// <summary>Which aspect: Ready, MemoryPressure, DiskPressure, PIDPressure or NetworkUnavailable.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When the node last reported the condition, changed or not.</summary>
    [Field("lastHeartbeatTime", 3, Presence = Presence.Always)]
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 4, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Machine-readable word for why it last changed.</summary>
    [Field("reason", 5, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Details of the last change, for people to read.</summary>
    [Field("message", 6, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
