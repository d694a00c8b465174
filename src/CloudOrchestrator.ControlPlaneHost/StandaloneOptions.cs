using System.Net;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Settings of a control plane that runs as one process.</summary>
public sealed record StandaloneOptions
{
    /// <summary>Directory that keeps everything: the log, keys, the audit log, the administrator's kubeconfig.</summary>
    public string DataDirectory { get; init; } = "/var/lib/cloudorchestrator";

    /// <summary>Addresses to serve HTTPS on. The kubeconfig names the first.</summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [IPAddress.Any];

    /// <summary>Port to serve HTTPS on; 0 picks a free one.</summary>
    public int Port { get; init; } = 6443;

    /// <summary>Address at which nodes and pods reach this server; null for the first of <see cref="Bind"/> that is not loopback, else the first of this machine.</summary>
    public IPAddress? AdvertiseAddress { get; init; }

    /// <summary>Further addresses the serving certificate is for.</summary>
    public IReadOnlyList<IPAddress> CertificateAddresses { get; init; } = [];

    /// <summary>Further host names the serving certificate is for.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Addresses of Services.</summary>
    public IPNetwork ServiceCidr { get; init; } = new(IPAddress.Parse("10.96.0.0"), 16);

    /// <summary>Addresses of pods.</summary>
    public IPNetwork ClusterCidr { get; init; } = new(IPAddress.Parse("10.244.0.0"), 16);

    /// <summary>Prefix length of a node's part of <see cref="ClusterCidr"/>.</summary>
    public int NodeCidrMaskSize { get; init; } = 24;

    /// <summary>Lowest node port.</summary>
    public int NodePortMin { get; init; } = 30000;

    /// <summary>Highest node port.</summary>
    public int NodePortMax { get; init; } = 32767;

    /// <summary>Name of the cluster in the kubeconfig.</summary>
    public string ClusterName { get; init; } = "cloudorchestrator";

    /// <summary>Where the administrator's kubeconfig is written; null for <c>admin.kubeconfig</c> in the data directory.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>False runs the API server alone, without controllers and scheduler.</summary>
    public bool Controllers { get; init; } = true;
}
