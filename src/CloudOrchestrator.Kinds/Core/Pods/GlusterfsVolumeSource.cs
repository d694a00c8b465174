namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed record GlusterfsVolumeSource
{
    [Field("endpoints", 1, Presence = Presence.Always, Required = true)]
    public string Endpoints { get; init; } = "";

    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
