using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>Connections to the API server, trusting only whom the options say.</summary>
internal static class ApiConnection
{
    // What the API judges by its own clock, it judges to minutes.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(5);

    /// <summary>The API's clock, for what it will judge by its own: a machine's clock may be off by minutes.</summary>
    public static ServiceClock Clock(TimeProvider time) => new(time, ClockTolerance);

    /// <summary>With a token that somebody gave: a bootstrap token, or one of the machine's own identity.</summary>
    public static HttpClient WithToken(NodeHostOptions options, X509Certificate2 authority, string token)
    {
        var http = Create(options.Server, Handler(options, authority, () => null));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>As the node, with the certificate it has at the time: shown with each connection, or with each request as a token that it signs.</summary>
    public static HttpClient AsNode(NodeHostOptions options, X509Certificate2 authority, NodeCertificate certificate, ServiceClock clock)
    {
        if (options.Auth == NodeAuth.Certificate)
            return Create(options.Server, Handler(options, authority, () => certificate.Current));
        var token = new NodeToken(() => certificate.Current, options.TokenAudience, clock);
        return Create(options.Server, new NodeTokenHandler(token, clock, Handler(options, authority, () => null)));
    }

    private static HttpClient Create(Uri server, HttpMessageHandler handler) =>
        new(new OverHttp2(handler)) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };

    private static SocketsHttpHandler Handler(NodeHostOptions options, X509Certificate2 authority, Func<X509Certificate2?> certificate) => new()
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
            CertificateChainPolicy = ClusterTrust.ServerPolicy(options.TlsTrust, authority),
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate()!,
        },
    };

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
