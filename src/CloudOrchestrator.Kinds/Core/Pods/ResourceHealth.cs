namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Health of a device.</summary>
[ApiType("io.k8s.api.core.v1.ResourceHealth")]
public sealed record ResourceHealth
{
    /// <summary>Identifier of the device, unique on the node.</summary>
    [Field("resourceID", 1, Presence = Presence.Always, Required = true)]
    public string ResourceID { get; init; } = "";

    /// <summary>Healthy, Unhealthy or Unknown.</summary>
    [Field("health", 2, Presence = Presence.OmitEmpty)]
    public string? Health { get; init; }
}
