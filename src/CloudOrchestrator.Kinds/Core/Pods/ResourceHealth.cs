namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ResourceHealth")]
public sealed record ResourceHealth
{
    [Field("resourceID", 1, Presence = Presence.Always, Required = true)]
    public string ResourceID { get; init; } = "";

    [Field("health", 2, Presence = Presence.OmitEmpty)]
    public string? Health { get; init; }
}
