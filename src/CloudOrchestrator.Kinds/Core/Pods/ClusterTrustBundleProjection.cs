namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed record ClusterTrustBundleProjection
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("signerName", 2)]
    public string? SignerName { get; init; }

    [Field("labelSelector", 3)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("optional", 5)]
    public bool? Optional { get; init; }

    [Field("path", 4, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";
}
