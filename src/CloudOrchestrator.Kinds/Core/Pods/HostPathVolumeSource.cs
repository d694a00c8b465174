namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed record HostPathVolumeSource
{
    [Field("path", 1, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    [Field("type", 2, Default = "\"\"")]
    public string? Type { get; init; }
}
