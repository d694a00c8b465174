using System.Net;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>What the cluster's certificates are made for.</summary>
public sealed record ClusterCertificatesOptions
{
    /// <summary>Folder that keeps keys and certificates, created with access for its owner only; null keeps none.</summary>
    public string? Folder { get; init; }

    /// <summary>Addresses clients use for the API server besides loopback, the service address first.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>DNS names clients use besides <c>localhost</c> and the names of the Service <c>kubernetes</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Domain of cluster DNS.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Lifetime of every other certificate; renewed at start when less than a third of it is left.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(365);
}
