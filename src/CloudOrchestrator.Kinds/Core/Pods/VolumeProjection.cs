namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.VolumeProjection")]
public sealed record VolumeProjection
{
    [Field("secret", 1)]
    public SecretProjection? Secret { get; init; }

    [Field("downwardAPI", 2)]
    public DownwardAPIProjection? DownwardAPI { get; init; }

    [Field("configMap", 3)]
    public ConfigMapProjection? ConfigMap { get; init; }

    [Field("serviceAccountToken", 4)]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    [Field("clusterTrustBundle", 5)]
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
}
