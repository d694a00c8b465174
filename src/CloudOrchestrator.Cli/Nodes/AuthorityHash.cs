using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>
/// How a machine that knows only a hash comes to trust a cluster: the server shows its certificates, and the CA among them must have the hash. Same form as
/// kubeadm's <c>--discovery-token-ca-cert-hash</c>: SHA-256 of the public key.
/// </summary>
internal static class AuthorityHash
{
    private const string Prefix = "sha256:";

    /// <summary>The hash of a CA.</summary>
    public static string Of(X509Certificate2 authority) => Prefix + Convert.ToHexStringLower(SHA256.HashData(authority.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>The CA that a server shows, if it has the hash and has signed the server's certificate.</summary>
    /// <exception cref="CliException">The server shows none with this hash.</exception>
    public static async Task<X509Certificate2> DiscoverAsync(Uri server, string hash, CancellationToken cancellationToken)
    {
        var shown = new List<X509Certificate2>();
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port, cancellationToken);
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, _) => Collect(certificate, chain, shown));
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            throw new CliException($"{server} does not answer: {failure.Message}", unreachable: true);
        }

        return Choose(shown, hash) ?? throw new CliException(
            $"{server} shows no certificate authority with the hash {hash}. It is another cluster, or somebody is in between; else give the CA with --ca");
    }

    /// <summary>The CA with the hash among certificates of which the first is the server's; null when it is not there or has not signed the first.</summary>
    public static X509Certificate2? Choose(IReadOnlyList<X509Certificate2> shown, string hash)
    {
        var authority = shown.Skip(1).FirstOrDefault(certificate => string.Equals(Of(certificate), hash, StringComparison.OrdinalIgnoreCase));
        if (authority is null)
            return null;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown[0]) ? authority : null;
    }

    private static bool Collect(X509Certificate? certificate, X509Chain? chain, List<X509Certificate2> shown)
    {
        if (certificate is null)
            return false;
        shown.Add(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
        foreach (var extra in chain?.ChainPolicy.ExtraStore ?? [])
            shown.Add(X509CertificateLoader.LoadCertificate(extra.RawData));

        // Nothing is sent on this connection; the hash decides afterwards.
        return true;
    }
}
