namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A named volume of a pod, from one source.</summary>
[ApiType("io.k8s.api.core.v1.Volume")]
public sealed record Volume
{
    /// <summary>Name of the volume, a DNS label, unique in the pod.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>A file or directory of the node itself.</summary>
    [Field("hostPath", 1, Inside = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>A directory that is empty at first and lives as long as the pod.</summary>
    [Field("emptyDir", 2, Inside = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>A Google Compute Engine disk. Deprecated.</summary>
    [Field("gcePersistentDisk", 3, Inside = 2)]
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    /// <summary>An AWS EBS disk. Deprecated.</summary>
    [Field("awsElasticBlockStore", 4, Inside = 2)]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    /// <summary>A clone of a Git repository. Deprecated.</summary>
    [Field("gitRepo", 5, Inside = 2)]
    public GitRepoVolumeSource? GitRepo { get; init; }

    /// <summary>Files from a Secret.</summary>
    [Field("secret", 6, Inside = 2)]
    public SecretVolumeSource? Secret { get; init; }

    /// <summary>An NFS export.</summary>
    [Field("nfs", 7, Inside = 2)]
    public NFSVolumeSource? Nfs { get; init; }

    /// <summary>An iSCSI disk.</summary>
    [Field("iscsi", 8, Inside = 2)]
    public ISCSIVolumeSource? Iscsi { get; init; }

    /// <summary>A GlusterFS volume. Deprecated.</summary>
    [Field("glusterfs", 9, Inside = 2)]
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    /// <summary>The volume of a claim in the pod's namespace.</summary>
    [Field("persistentVolumeClaim", 10, Inside = 2)]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>A Ceph block device. Deprecated.</summary>
    [Field("rbd", 11, Inside = 2)]
    public RBDVolumeSource? Rbd { get; init; }

    /// <summary>A volume mounted by a program on the node. Deprecated.</summary>
    [Field("flexVolume", 12, Inside = 2)]
    public FlexVolumeSource? FlexVolume { get; init; }

    /// <summary>An OpenStack Cinder disk. Deprecated.</summary>
    [Field("cinder", 13, Inside = 2)]
    public CinderVolumeSource? Cinder { get; init; }

    /// <summary>A CephFS file system. Deprecated.</summary>
    [Field("cephfs", 14, Inside = 2)]
    public CephFSVolumeSource? Cephfs { get; init; }

    /// <summary>A Flocker volume. Deprecated.</summary>
    [Field("flocker", 15, Inside = 2)]
    public FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Files with fields of the pod.</summary>
    [Field("downwardAPI", 16, Inside = 2)]
    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    /// <summary>A Fibre Channel disk.</summary>
    [Field("fc", 17, Inside = 2)]
    public FCVolumeSource? Fc { get; init; }

    /// <summary>An Azure file share. Deprecated.</summary>
    [Field("azureFile", 18, Inside = 2)]
    public AzureFileVolumeSource? AzureFile { get; init; }

    /// <summary>Files from a ConfigMap.</summary>
    [Field("configMap", 19, Inside = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>A vSphere disk. Deprecated.</summary>
    [Field("vsphereVolume", 20, Inside = 2)]
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>A Quobyte volume. Deprecated.</summary>
    [Field("quobyte", 21, Inside = 2)]
    public QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>An Azure managed disk. Deprecated.</summary>
    [Field("azureDisk", 22, Inside = 2)]
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>A Photon Controller disk. Deprecated.</summary>
    [Field("photonPersistentDisk", 23, Inside = 2)]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Files from several sources in one directory.</summary>
    [Field("projected", 26, Inside = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>A Portworx volume. Deprecated.</summary>
    [Field("portworxVolume", 24, Inside = 2)]
    public PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>A ScaleIO volume. Deprecated.</summary>
    [Field("scaleIO", 25, Inside = 2)]
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    /// <summary>A StorageOS volume. Deprecated.</summary>
    [Field("storageos", 27, Inside = 2)]
    public StorageOSVolumeSource? Storageos { get; init; }

    /// <summary>A volume that a CSI driver makes for this pod.</summary>
    [Field("csi", 28, Inside = 2)]
    public CSIVolumeSource? Csi { get; init; }

    /// <summary>A volume whose claim is made with the pod and deleted with it.</summary>
    [Field("ephemeral", 29, Inside = 2)]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>The content of an image, mounted read-only.</summary>
    [Field("image", 30, Inside = 2)]
    public ImageVolumeSource? Image { get; init; }
}
