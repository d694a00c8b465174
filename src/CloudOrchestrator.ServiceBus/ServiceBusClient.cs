using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.ServiceBus.Pipeline;

namespace CloudOrchestrator.ServiceBus;

/// <summary>
/// A namespace, spoken to over REST. Holds no connection of its own; senders and receivers made from it share its pipeline and are as cheap as strings.
/// Operations fail with <see cref="ServiceBusException"/>. Safe for concurrent use.
/// </summary>
public sealed class ServiceBusClient
{
    private const string Scope = "https://servicebus.azure.net/.default";

    private readonly ServiceBusPipeline _pipeline;

    /// <summary>Uses a connection string.</summary>
    /// <exception cref="FormatException">The connection string is incomplete.</exception>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions? options = null)
        : this(ServiceBusConnectionString.Parse(connectionString), options ?? new ServiceBusClientOptions())
    {
    }

    /// <summary>Uses a connection string.</summary>
    public ServiceBusClient(ServiceBusConnectionString connection, ServiceBusClientOptions options)
        : this(connection.Endpoint, Authentication(connection, options), options)
    {
    }

    /// <summary>Uses an identity.</summary>
    /// <param name="fullyQualifiedNamespace">The namespace's host name, such as <c>contoso.servicebus.windows.net</c>.</param>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions? options = null)
        : this(ToEndpoint(fullyQualifiedNamespace), new BearerTokenAuthenticationPolicy(credential, Scope), options ?? new ServiceBusClientOptions())
    {
    }

    /// <summary>Uses a signature someone else made.</summary>
    /// <param name="endpoint">The namespace, or any address below it.</param>
    public ServiceBusClient(Uri endpoint, ServiceBusSasCredential credential, ServiceBusClientOptions? options = null)
        : this(new Uri(endpoint.GetLeftPart(UriPartial.Authority)), new SasPolicy(credential), options ?? new ServiceBusClientOptions())
    {
    }

    private ServiceBusClient(Uri endpoint, HttpPipelinePolicy authentication, ServiceBusClientOptions options) =>
        _pipeline = new ServiceBusPipeline(endpoint, authentication, options);

    /// <summary>Where the namespace is.</summary>
    public Uri Endpoint => _pipeline.Endpoint;

    /// <summary>The time as the service has it: the own clock, corrected by what the service's answers show.</summary>
    public DateTimeOffset ServiceNow => _pipeline.Clock.GetUtcNow();

    internal ServiceBusClientOptions Options => _pipeline.Options;

    /// <summary>Sends to a queue.</summary>
    public ServiceBusSender CreateSender(string queue) => new(_pipeline, queue);

    /// <summary>Receives from a queue or from its dead letters.</summary>
    public ServiceBusReceiver CreateReceiver(string queue, SubQueue subQueue = SubQueue.None) =>
        new(_pipeline, subQueue == SubQueue.DeadLetter ? $"{queue}/$DeadLetterQueue" : queue);

    /// <summary>Creates and deletes queues; needs the Manage claim or the role Data Owner.</summary>
    public ServiceBusAdministrationClient CreateAdministrationClient() => new(_pipeline);

    private static HttpPipelinePolicy Authentication(ServiceBusConnectionString connection, ServiceBusClientOptions options) =>
        connection.SharedAccessSignature is { } signature
            ? new SasPolicy(new ServiceBusSasCredential(signature))
            : new SharedKeyPolicy(connection.SharedAccessKeyName!, connection.SharedAccessKey!, options.Time);

    private static Uri ToEndpoint(string fullyQualifiedNamespace) =>
        Uri.CheckHostName(fullyQualifiedNamespace) == UriHostNameType.Dns
            ? new Uri($"https://{fullyQualifiedNamespace}")
            : throw new FormatException($"'{fullyQualifiedNamespace}' is not a host name such as contoso.servicebus.windows.net");
}
