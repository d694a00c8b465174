using System.Net;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>What a serving certificate is for besides the names every cluster has.</summary>
internal sealed record CertificateNames(IReadOnlyList<IPAddress> Addresses, IReadOnlyList<string> Names)
{
    /// <summary>For whoever serves without a certificate.</summary>
    public static CertificateNames None { get; } = new([], []);
}
