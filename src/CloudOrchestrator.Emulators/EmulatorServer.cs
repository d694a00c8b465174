using System.Net;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Emulators.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CloudOrchestrator.Emulators;

/// <summary>The two listeners: the front door with the platform's limits, and the Service Bus with the status page.</summary>
internal static class EmulatorServer
{
    private const long BodyBytesMax = 100L * 1024 * 1024;
    private const int RequestLineMax = 32 * 1024;

    /// <summary>The front door, HTTP/1.1 and HTTP/2 over TLS; null certificate: HTTP/1.1 without.</summary>
    public static WebApplication FrontDoor(StartOptions options, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "frontdoor" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            Configure(kestrel);
            foreach (var address in options.Addresses)
                kestrel.Listen(address, options.Port, listen => Secure(listen, certificate));
        });
        return builder.Build();
    }

    /// <summary>The Service Bus' HTTP endpoint.</summary>
    public static WebApplication ServiceBus(StartOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "servicebus" });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Configure(kestrel);
            foreach (var address in options.Addresses)
                kestrel.Listen(address, options.ServiceBusPort);
        });
        return builder.Build();
    }

    /// <summary>Where an application listens; the first address when there are several.</summary>
    public static Uri Address(WebApplication application) =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;

        // The front door words the refusal of a long URL itself.
        kestrel.Limits.MaxRequestLineSize = RequestLineMax;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
    }

    private static void Secure(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (certificate is not null)
            listen.UseHttps(certificate);
    }
}
