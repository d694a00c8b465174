namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed record CSIVolumeSource
{
    [Field("driver", 1, Presence = Presence.Always, Required = true)]
    public string Driver { get; init; } = "";

    [Field("readOnly", 2)]
    public bool? ReadOnly { get; init; }

    [Field("fsType", 3)]
    public string? FsType { get; init; }

    [Field("volumeAttributes", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }

    [Field("nodePublishSecretRef", 5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
