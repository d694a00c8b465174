using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Puts a broker on the network.</summary>
public static class ServiceBusEndpoints
{
    /// <summary>
    /// Maps the namespace's REST protocol (runtime and management) to all paths of an application that serves nothing else, and
    /// <c>GET /$emulator/metrics</c> and <c>GET /$emulator/queues</c>, which ask for no token.
    /// </summary>
    public static IEndpointConventionBuilder MapServiceBus(this IEndpointRouteBuilder endpoints, ServiceBusBroker broker, ServiceBusRestOptions options)
    {
        var rest = new ServiceBusRest(
            broker, options, endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None);
        return endpoints.Map("/{**path}", (RequestDelegate)rest.HandleAsync);
    }
}
