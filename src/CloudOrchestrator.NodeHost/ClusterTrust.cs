using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.NodeHost;

/// <summary>The cluster's certificate authority.</summary>
internal static class ClusterTrust
{
    /// <summary>Reads the authority from a file, from what an earlier run kept, or from the server when its hash is known; keeps it.</summary>
    public static async Task<X509Certificate2> FindAsync(NodeHostOptions options, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(options.Data, "pki", "ca.crt");
        if (options.CaFile is null && options.CaHash is null)
            return X509CertificateLoader.LoadCertificateFromFile(kept);
        var authority = options.CaFile is { } file
            ? X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file, cancellationToken))
            : await FetchAsync(options.Server, options.CaHash!, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, authority.ExportCertificatePem(), cancellationToken);
        return authority;
    }

    /// <summary>A chain that ends at this authority and no other.</summary>
    public static X509ChainPolicy PolicyOf(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }

    /// <summary>Takes from the server's handshake the certificate whose public key has the hash. Nothing is sent before it is found.</summary>
    private static async Task<X509Certificate2> FetchAsync(Uri server, string hash, CancellationToken cancellationToken)
    {
        X509Certificate2? found = null;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = server.Host,
                RemoteCertificateValidationCallback = (_, _, chain, _) =>
                {
                    found = chain?.ChainElements.Select(element => element.Certificate).Concat(chain.ChainPolicy.ExtraStore)
                        .Where(certificate => HashOf(certificate) == hash.ToLowerInvariant())
                        .Select(certificate => X509CertificateLoader.LoadCertificate(certificate.RawData))
                        .FirstOrDefault();
                    return true;
                },
            },
            cancellationToken);
        return found ?? throw new InvalidOperationException($"{server} shows no certificate authority with the hash {hash}; give its certificate with --ca");
    }

    private static string HashOf(X509Certificate2 certificate) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
