namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ResourceClaim")]
public sealed record ResourceClaim
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("request", 2, Presence = Presence.OmitEmpty)]
    public string? Request { get; init; }
}
