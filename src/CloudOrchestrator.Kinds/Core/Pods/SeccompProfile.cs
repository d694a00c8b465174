namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.SeccompProfile")]
public sealed record SeccompProfile
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("localhostProfile", 2)]
    public string? LocalhostProfile { get; init; }
}
