namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An OpenStack Cinder disk. Deprecated: served by the CSI driver cinder.csi.openstack.org.</summary>
[ApiType("io.k8s.api.core.v1.CinderVolumeSource")]
public sealed record CinderVolumeSource
{
    /// <summary>Identifier of the disk.</summary>
    [Field("volumeID", 1, Presence = Presence.Always, Required = true)]
    public string VolumeID { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Secret with the parameters to reach OpenStack.</summary>
    [Field("secretRef", 4)]
    public LocalObjectReference? SecretRef { get; init; }
}
