namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A source of a projected volume; exactly one member is set.</summary>
[ApiType("io.k8s.api.core.v1.VolumeProjection")]
public sealed record VolumeProjection
{
    /// <summary>Files from a Secret.</summary>
    [Field("secret", 1)]
    public SecretProjection? Secret { get; init; }

    /// <summary>Files with fields of the pod.</summary>
    [Field("downwardAPI", 2)]
    public DownwardAPIProjection? DownwardAPI { get; init; }

    /// <summary>Files from a ConfigMap.</summary>
    [Field("configMap", 3)]
    public ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>A file with a token of the pod's service account.</summary>
    [Field("serviceAccountToken", 4)]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>A file with the certificates of ClusterTrustBundles.</summary>
    [Field("clusterTrustBundle", 5)]
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
}
