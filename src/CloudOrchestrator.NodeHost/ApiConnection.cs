using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;

namespace CloudOrchestrator.NodeHost;

/// <summary>Connections to the API server, trusting only the cluster's authority.</summary>
internal static class ApiConnection
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(5);

    /// <summary>As the bootstrap token's user.</summary>
    public static IObjectClient WithToken(Uri server, X509Certificate2 authority, string token, KindRegistry kinds)
    {
        var http = Create(server, authority, () => null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new HttpObjectClient(http, kinds);
    }

    /// <summary>As the node, with the certificate it has at the time of each connection.</summary>
    public static IObjectClient WithCertificate(Uri server, X509Certificate2 authority, NodeCertificate certificate, KindRegistry kinds) =>
        new HttpObjectClient(Create(server, authority, () => certificate.Current), kinds);

    private static HttpClient Create(Uri server, X509Certificate2 authority, Func<X509Certificate2?> certificate)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectLimit,
            UseProxy = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            // A server that lost its power says nothing: pings find out, and watches begin again.
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingLimit,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = ClusterTrust.PolicyOf(authority),
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate()!,
            },
        };
        return new HttpClient(new OverHttp2(handler)) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>All watches share one connection.</summary>
    private sealed class OverHttp2(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
