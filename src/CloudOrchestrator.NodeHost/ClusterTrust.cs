using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.NodeHost;

/// <summary>The cluster's certificate authority.</summary>
internal static partial class ClusterTrust
{
    /// <summary>Reads the authority from a file, from what an earlier run kept, or from the server when its hash is known; keeps it.</summary>
    public static async Task<X509Certificate2> FindAsync(NodeHostOptions options, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(options.Data, "pki", "ca.crt");
        if (options.CaFile is null && options.CaHash is null && File.Exists(kept))
            return X509CertificateLoader.LoadCertificateFromFile(kept);
        var authority = options.CaFile is { } file
            ? X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file, cancellationToken))
            : await FetchAsync(options, cancellationToken);
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

    /// <summary>Whose certificates the API server may show: the cluster's authority's, those of a file, or with null those this machine trusts anyway.</summary>
    public static X509ChainPolicy? ServerPolicy(string trust, X509Certificate2 authority) => trust switch
    {
        NodeHostOptions.ClusterTrusted => PolicyOf(authority),
        NodeHostOptions.SystemTrusted => null,
        _ => PolicyOf(trust),
    };

    private static X509ChainPolicy PolicyOf(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    /// <summary>
    /// Takes the authority from kube-public/cluster-info, which everyone may read, from a server not yet trusted: the hash says whether it is the right one,
    /// and nothing but this question is sent before. A server that shows a certificate this machine trusts needs no hash.
    /// </summary>
    private static async Task<X509Certificate2> FetchAsync(NodeHostOptions options, CancellationToken cancellationToken)
    {
        var server = options.Server;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (options.TlsTrust == NodeHostOptions.ClusterTrusted)
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        else if (options.TlsTrust != NodeHostOptions.SystemTrusted)
            handler.SslOptions.CertificateChainPolicy = PolicyOf(options.TlsTrust);
        using var http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(options.TlsTrust == NodeHostOptions.ClusterTrusted ? 10 : 60) };
        var information = await http.GetFromJsonAsync<JsonObject>("/api/v1/namespaces/kube-public/configmaps/cluster-info", cancellationToken);
        var data = AuthorityData().Match((string?)information?["data"]?["kubeconfig"] ?? "");
        var authority = data.Success ? X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(data.Groups[1].Value))) : null;
        if (authority is null)
            throw new InvalidOperationException($"{server} does not say which authority its cluster has (kube-public/cluster-info)");
        var isRight = options.CaHash is { } hash ? string.Equals(HashOf(authority), hash, StringComparison.OrdinalIgnoreCase) : options.TlsTrust != NodeHostOptions.ClusterTrusted;
        return isRight
            ? authority
            : throw new InvalidOperationException($"the authority of {server} does not have the hash {options.CaHash}: it is another cluster, or somebody is in between");
    }

    private static string HashOf(X509Certificate2 certificate) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    [GeneratedRegex(@"certificate-authority-data: *([A-Za-z0-9+/=]+)")]
    private static partial Regex AuthorityData();
}
