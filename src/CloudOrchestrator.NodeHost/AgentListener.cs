using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.NodeAgent.Serving;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CloudOrchestrator.NodeHost;

/// <summary>The agent's HTTPS server: for the API server, which shows a certificate of the cluster's authority, and for no one else.</summary>
internal static class AgentListener
{
    private const string ApiServerName = "kube-apiserver-kubelet-client";
    private const string AdministratorsGroup = "system:masters";
    private static readonly TimeSpan SocketPing = TimeSpan.FromSeconds(30);

    /// <summary>Prepares the server; routes may be added until it is started.</summary>
    public static WebApplication Create(IPEndPoint endpoint, NodeCertificate serving, X509Certificate2 authority, ILoggerFactory loggers)
    {
        // Nothing but the server and its routes: configuration files, their watchers and filters of hosts would take memory on every node.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(endpoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificateSelector = (_, _) => serving.Current,
                    ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                    ClientCertificateValidation = (certificate, _, _) => IsAllowed(certificate, authority),
                });
            });
        });
        var server = builder.Build();
        server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = SocketPing });
        return server;
    }

    /// <summary>The port a started server listens on.</summary>
    public static int PortOf(WebApplication server) =>
        new Uri(server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    private static bool IsAllowed(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain { ChainPolicy = ClusterTrust.PolicyOf(authority) };
        if (!chain.Build(certificate))
            return false;
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(name => !name.HasMultipleElements).ToArray();
        return names.Any(name => (name.GetSingleElementType().Value, name.GetSingleElementValue()) is ("2.5.4.3", ApiServerName) or ("2.5.4.10", AdministratorsGroup));
    }
}
