namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An AWS EBS disk. Deprecated: served by the CSI driver ebs.csi.aws.com.</summary>
[ApiType("io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource")]
public sealed record AWSElasticBlockStoreVolumeSource
{
    /// <summary>Identifier of the disk.</summary>
    [Field("volumeID", 1, Presence = Presence.Always, Required = true)]
    public string VolumeID { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Partition to mount; 0 for the whole disk.</summary>
    [Field("partition", 3, Presence = Presence.OmitEmpty)]
    public int? Partition { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
