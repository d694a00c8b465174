namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A volume that a CSI driver makes for one pod.</summary>
[ApiType("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed record CSIVolumeSource
{
    /// <summary>Name of the CSI driver.</summary>
    [Field("driver", 1, Presence = Presence.Always, Required = true)]
    public string Driver { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 2)]
    public bool? ReadOnly { get; init; }

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 3)]
    public string? FsType { get; init; }

    /// <summary>Properties for the driver.</summary>
    [Field("volumeAttributes", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }

    /// <summary>Secret that is handed to the driver for mounting.</summary>
    [Field("nodePublishSecretRef", 5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
