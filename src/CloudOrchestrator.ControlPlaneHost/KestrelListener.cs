using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Kestrel without the rest of a web application: with TLS and optional client certificates, or plain behind a front end of the same machine.</summary>
internal sealed class KestrelListener : IAsyncDisposable
{
    // A little over the API's own limit, so that the API words the refusal.
    private const long BodyBytesMax = 16 * 1024 * 1024;
    private const int StreamsPerConnectionMax = 1000;

    // Lets a long list be encrypted while what came before is sent; also the most that a client which takes nothing can hold.
    private const int ResponseBufferBytes = 256 * 1024;

    private readonly WebApplication _application;
    private readonly IServer _server;
    private readonly RequestDelegate _handler;

    /// <summary>Prepares to listen: with TLS when there is a certificate.</summary>
    public KestrelListener(IReadOnlyList<IPAddress> addresses, int port, X509Certificate2? certificate, RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "controlplane" });
        builder.Logging.AddProvider(new ErrorLog(Console.Error));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var kestrel = builder.WebHost.UseKestrelCore();
        kestrel.UseSockets(options =>
        {
            // No request blocks its thread: what a socket brings is served where it arrives instead of being handed to another thread and back.
            options.UnsafePreferInlineScheduling = true;

            // A page per connection held while nothing comes, for one system call less per request.
            options.WaitForDataBeforeAllocatingBuffer = false;
        });
        if (certificate is not null)
            kestrel.UseKestrelHttpsConfiguration();
        kestrel.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodyBytesMax;
            options.Limits.MinResponseDataRate = null;
            options.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            options.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnectionMax;
            foreach (var address in addresses)
                options.Listen(address, port, listen => Configure(listen, certificate));
        });
        _application = builder.Build();
        _server = _application.Services.GetRequiredService<IServer>();
        _handler = handler;
    }

    /// <summary>The first port listened on; known once it listens.</summary>
    public int Port => new Uri(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    /// <summary>Begins to listen.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(new PlainApplication(_handler), cancellationToken);

    /// <summary>Takes no further requests and waits for running ones.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static void Configure(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            listen.Protocols = HttpProtocols.Http1;
            return;
        }

        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,

            // Whose certificate it is, and whether it holds, is for the API's authentication to say: it answers 401 instead of dropping the connection.
            ClientCertificateValidation = static (_, _, _) => true,
        });
    }
}
