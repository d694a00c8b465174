namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A volume mounted by a program on the node. Deprecated: use a CSI driver.</summary>
[ApiType("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed record FlexVolumeSource
{
    /// <summary>Name of the driver.</summary>
    [Field("driver", 1, Presence = Presence.Always, Required = true)]
    public string Driver { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Secret that is handed to the driver.</summary>
    [Field("secretRef", 3)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Further options for the driver.</summary>
    [Field("options", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
