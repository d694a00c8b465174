namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.CephFSVolumeSource")]
public sealed record CephFSVolumeSource
{
    [Field("monitors", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    [Field("path", 2, Presence = Presence.OmitEmpty)]
    public string? Path { get; init; }

    [Field("user", 3, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    [Field("secretFile", 4, Presence = Presence.OmitEmpty)]
    public string? SecretFile { get; init; }

    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("readOnly", 6, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
