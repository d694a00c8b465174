namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed record FlexVolumeSource
{
    [Field("driver", 1, Presence = Presence.Always, Required = true)]
    public string Driver { get; init; } = "";

    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("secretRef", 3)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("options", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
