using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A broker with its REST endpoint, listening on 127.0.0.1.</summary>
public sealed class ServiceBusEmulator : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ServiceBusEmulator(WebApplication application, ServiceBusBroker broker, ServiceBusRestOptions rest)
    {
        _application = application;
        Broker = broker;
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var policy = rest.Policies.FirstOrDefault(candidate => candidate.Claims.HasFlag(AccessClaims.Manage)) ?? SharedAccessPolicy.Development;
        ConnectionString = $"Endpoint=sb://{Endpoint.Authority};SharedAccessKeyName={policy.Name};SharedAccessKey={policy.Key};UseDevelopmentEmulator=true";
    }

    /// <summary>The namespace.</summary>
    public ServiceBusBroker Broker { get; }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>For clients, with the first policy that may manage.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="port">0: a free one.</param>
    public static async Task<ServiceBusEmulator> StartAsync(
        int port, ServiceBusBrokerOptions options, ServiceBusRestOptions rest, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var broker = new ServiceBusBroker(options, time);
        var application = builder.Build();
        application.MapServiceBus(broker, rest);
        await application.StartAsync(cancellationToken);
        return new ServiceBusEmulator(application, broker, rest);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Stopping first lets requests under way be answered; disposing alone cuts them off.
        await _application.StopAsync();
        await _application.DisposeAsync();
        Broker.Dispose();
    }
}
