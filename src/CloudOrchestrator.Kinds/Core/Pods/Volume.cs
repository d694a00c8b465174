namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.Volume")]
public sealed record Volume
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("hostPath", 1, Inside = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    [Field("emptyDir", 2, Inside = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    [Field("gcePersistentDisk", 3, Inside = 2)]
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    [Field("awsElasticBlockStore", 4, Inside = 2)]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    [Field("gitRepo", 5, Inside = 2)]
    public GitRepoVolumeSource? GitRepo { get; init; }

    [Field("secret", 6, Inside = 2)]
    public SecretVolumeSource? Secret { get; init; }

    [Field("nfs", 7, Inside = 2)]
    public NFSVolumeSource? Nfs { get; init; }

    [Field("iscsi", 8, Inside = 2)]
    public ISCSIVolumeSource? Iscsi { get; init; }

    [Field("glusterfs", 9, Inside = 2)]
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    [Field("persistentVolumeClaim", 10, Inside = 2)]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    [Field("rbd", 11, Inside = 2)]
    public RBDVolumeSource? Rbd { get; init; }

    [Field("flexVolume", 12, Inside = 2)]
    public FlexVolumeSource? FlexVolume { get; init; }

    [Field("cinder", 13, Inside = 2)]
    public CinderVolumeSource? Cinder { get; init; }

    [Field("cephfs", 14, Inside = 2)]
    public CephFSVolumeSource? Cephfs { get; init; }

    [Field("flocker", 15, Inside = 2)]
    public FlockerVolumeSource? Flocker { get; init; }

    [Field("downwardAPI", 16, Inside = 2)]
    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    [Field("fc", 17, Inside = 2)]
    public FCVolumeSource? Fc { get; init; }

    [Field("azureFile", 18, Inside = 2)]
    public AzureFileVolumeSource? AzureFile { get; init; }

    [Field("configMap", 19, Inside = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    [Field("vsphereVolume", 20, Inside = 2)]
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    [Field("quobyte", 21, Inside = 2)]
    public QuobyteVolumeSource? Quobyte { get; init; }

    [Field("azureDisk", 22, Inside = 2)]
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    [Field("photonPersistentDisk", 23, Inside = 2)]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    [Field("projected", 26, Inside = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    [Field("portworxVolume", 24, Inside = 2)]
    public PortworxVolumeSource? PortworxVolume { get; init; }

    [Field("scaleIO", 25, Inside = 2)]
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    [Field("storageos", 27, Inside = 2)]
    public StorageOSVolumeSource? Storageos { get; init; }

    [Field("csi", 28, Inside = 2)]
    public CSIVolumeSource? Csi { get; init; }

    [Field("ephemeral", 29, Inside = 2)]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    [Field("image", 30, Inside = 2)]
    public ImageVolumeSource? Image { get; init; }
}
