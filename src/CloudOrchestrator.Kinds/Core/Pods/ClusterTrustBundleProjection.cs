namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Puts the certificates of ClusterTrustBundles into one file.</summary>
[ApiType("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed record ClusterTrustBundleProjection
{
    /// <summary>A single bundle by name; not together with signerName.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>All bundles of a signer; not together with name.</summary>
    [Field("signerName", 2)]
    public string? SignerName { get; init; }

    /// <summary>Restricts the bundles of the signer; unset for none of them, empty for all.</summary>
    [Field("labelSelector", 3)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Start the pod although no bundle is found.</summary>
    [Field("optional", 5)]
    public bool? Optional { get; init; }

    /// <summary>File to write, relative to the volume.</summary>
    [Field("path", 4, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";
}
