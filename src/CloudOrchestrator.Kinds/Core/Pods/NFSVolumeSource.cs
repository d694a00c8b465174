namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed record NFSVolumeSource
{
    [Field("server", 1, Presence = Presence.Always, Required = true)]
    public string Server { get; init; } = "";

    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
