using System.Net;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Options of the gateway; where the cluster is, environment variables say.</summary>
public sealed record GatewayOptions
{
    /// <summary>Addresses to serve HTTPS on.</summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [IPAddress.Any];

    /// <summary>Port to serve HTTPS on; 0 picks a free one.</summary>
    public int Port { get; init; } = 6443;

    /// <summary>Further addresses the serving certificate is for.</summary>
    public IReadOnlyList<IPAddress> CertificateAddresses { get; init; } = [];

    /// <summary>Further host names the serving certificate is for.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>The options that the command line has for every role that serves HTTPS.</summary>
    public static GatewayOptions From(StandaloneOptions options) => new()
    {
        Bind = options.Bind,
        Port = options.Port,
        CertificateAddresses = options.CertificateAddresses,
        CertificateNames = options.CertificateNames,
    };
}
