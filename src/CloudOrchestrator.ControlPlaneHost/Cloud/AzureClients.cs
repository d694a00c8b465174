using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>The clients of the services that the settings name. Nothing is sent by making them.</summary>
internal sealed class AzureClients
{
    /// <summary>
    /// All instances of a control plane share the storage service's clock to this: an instance whose machine's is minutes off writes the same times as the others and
    /// schedules nothing too early or too late.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private readonly FunctionsSettings _settings;
    private readonly Lazy<TokenCredential> _credential;

    public AzureClients(FunctionsSettings settings, ServiceClock clock)
    {
        _settings = settings;
        _credential = new(() => new ManagedIdentityCredential(
            settings.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned));
        var options = new TableClientOptions { TimeProvider = clock };
        options.AddPolicy(new ServiceClockPolicy(clock), HttpPipelinePosition.PerRetry);
        Tables = settings.Storage.ConnectionString is { } connection
            ? new TableServiceClient(connection, options)
            : new TableServiceClient(settings.Storage.TableServiceUri!, _credential.Value, options);
        Queues = settings.ServiceBus.ConnectionString is { } queues
            ? new ServiceBusClient(queues)
            : new ServiceBusClient(settings.ServiceBus.FullyQualifiedNamespace!, _credential.Value);
        Cluster = new TableRows(Tables, settings.TablePrefix);
        Heartbeats = new HeartbeatTable(Tables, settings.TablePrefix);
    }

    /// <summary>The Table service.</summary>
    public TableServiceClient Tables { get; }

    /// <summary>The Service Bus namespace.</summary>
    public ServiceBusClient Queues { get; }

    /// <summary>The rows the cluster has once.</summary>
    public TableRows Cluster { get; }

    /// <summary>Signs of life.</summary>
    public HeartbeatTable Heartbeats { get; }

    /// <summary>The app's identity.</summary>
    public TokenCredential Credential => _credential.Value;

    /// <summary>Where the cluster's keys are.</summary>
    public IClusterKeyStore Keys() => _settings.KeyVaultUri is { } vault
        ? new KeyVaultKeyStore(vault, Credential, Cluster, _settings.TablePrefix)
        : new TableKeyStore(Cluster);
}
