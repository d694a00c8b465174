using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Api;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>
/// How a machine that knows only a hash comes to trust a cluster: it asks the server, not yet trusted, for kube-public/cluster-info, which everyone may read,
/// and the CA in there must have the hash. Same form as kubeadm's <c>--discovery-token-ca-cert-hash</c>: SHA-256 of the public key.
/// </summary>
internal static class AuthorityHash
{
    private const string Prefix = "sha256:";

    /// <summary>The hash of a CA.</summary>
    public static string Of(X509Certificate2 authority) => Prefix + Convert.ToHexStringLower(SHA256.HashData(authority.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>The CA of the cluster behind a URL, if it has the hash. Nothing but this one question is sent before that is known.</summary>
    /// <exception cref="CliException">No answer, or another CA.</exception>
    public static async Task<X509Certificate2> DiscoverAsync(Uri server, string hash, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var information = JsonNode.Parse(await http.GetStringAsync("/api/v1/namespaces/kube-public/configmaps/cluster-info", cancellationToken));
            var authority = Kubeconfig.AuthorityOf((string?)information?["data"]?["kubeconfig"] ?? "");
            return string.Equals(Of(authority), hash, StringComparison.OrdinalIgnoreCase) ? authority : throw new CliException(
                $"the authority of {server} does not have the hash {hash}: it is another cluster, or somebody is in between");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{server} does not introduce its cluster: {failure.InnerException?.Message ?? failure.Message}", unreachable: true);
        }
    }
}
