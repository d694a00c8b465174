using CloudOrchestrator.ApiServer;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Streaming;
using CloudOrchestrator.AzureResources;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>
/// The composition over the cloud's storage: log in tables, doorbells in a queue, keys in a vault or a table. Any number of processes hold one at once; each may
/// vanish at any moment, and nothing is read before it is needed.
/// </summary>
internal sealed class CloudControlPlane : IAsyncDisposable
{
    // A front end ends every response after 230 s. Watches end by themselves before, with a bookmark from which the next one goes on.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(225);

    private readonly ClusterCertificates _certificates;
    private readonly ClusterMarker _marker;
    private readonly AzureResourcesOptions? _resources;
    private readonly TableLog _log;
    private readonly ServiceBusWorkQueueOptions _queueOptions;
    private readonly HttpClient _http = new();

    private CloudControlPlane(
        FunctionsSettings settings, CloudRole role, AzureClients clients, ClusterCertificates certificates, TimeProvider clock, HostOutput output, MetricRegistry metrics)
    {
        Clients = clients;
        _certificates = certificates;
        var ids = new RandomIdSource();
        Kinds = KindRegistry.BuiltIn();
        _queueOptions = new ServiceBusWorkQueueOptions { Queue = settings.WorkQueue };
        Queue = new ServiceBusWorkQueue(clients.Queues, _queueOptions);
        _log = new TableLog(clients.Tables, settings.TablePrefix, new TableLogOptions(), clock);
        Store = new ObjectStore(_log, new ObjectStoreOptions
        {
            Indexes = StoreIndexes.All,
            SharedLog = true,
            BatchRecordsMax = TableLogOptions.BatchRecordsMax,
            BatchBytesMax = TableLogOptions.BatchBytesMax,
            Committed = RingAsync,
            BackgroundFailed = output.Fault,
        }, clock, ids);
        var nodes = new NodeResources(settings, clients, output, clock);
        Ledger = new BillLedger(clients.Cluster, () => BillMetrics.Read(metrics), ids.NewSuffix(10), clock, output.Fault);
        Folding = new BillFolding(clients.Cluster, clock);
        var options = new ApiServerOptions
        {
            AuditWriter = output.Lines,
            ServiceCidr = settings.ServiceCidr,
            AdvertiseAddress = settings.AdvertiseAddress,
            AdvertisePort = settings.AdvertisePort,
            PublicUrl = settings.PublicUrl,
            WatchTimeoutMax = role == CloudRole.Functions ? LongestAnswer : null,
            BookmarkWhenCaughtUp = role == CloudRole.Functions,
            StreamingLimits = role == CloudRole.Functions ? new StreamingLimits(settings.GatewayUrl, LongestAnswer) : null,
            NodeAccess = nodes,
            BootstrapIdentities = settings.Bootstrap is { } bootstrap ? new EntraIdentities(bootstrap, _http, clock) : null,
            RetryAfter = Failures.RetryAfter,
            Metrics = () => PrometheusText.Write(metrics.Collect()),
            Bill = Ledger.BillAsync,
            OnFault = output.Fault,
        };
        Api = new KubernetesApi(options, Kinds, Store, certificates, certificates.AdminToken, clock, ids);
        _resources = settings is { SubscriptionId: { } subscription, ResourceGroup: { } group } && role == CloudRole.Functions
            ? new AzureResourcesOptions
            {
                SubscriptionId = subscription,
                ResourceGroup = group,
                ArmEndpoint = settings.ArmEndpoint ?? new Uri("https://management.azure.com"),
                NodePools = settings.NodePools,
            }
            : null;
        _marker = new ClusterMarker(clients.Cluster, options, certificates, settings.NodePools);
        var engineOptions = new ControllerEngineOptions
        {
            CertificateAuthorityPem = certificates.AuthorityPem,
            ClusterCidr = settings.PodCidr.ToString(),
            NodeCidrMaskSize = settings.NodeCidrMaskSize,
            ExternalControllers = _resources is null ? [nodes] : [nodes, .. AzureResourceControllers.Create(_resources, clients.Credential, Kinds, clock, ids)],
            OnFault = (part, key, exception) => output.Fault($"{part} {key}", exception),
        };
        var triggered = new TriggeredEngineOptions
        {
            Heartbeats = nodes,
            Doorbells = nodes,
        };
        Engine = new TriggeredEngine(engineOptions, triggered, Kinds, Store, Api.CreateClient("system:kube-controller-manager"), Queue, clock, ids);
    }

    /// <summary>The services' clients.</summary>
    public AzureClients Clients { get; }

    /// <summary>What the cluster's processes have counted.</summary>
    public BillLedger Ledger { get; }

    /// <summary>Keeps what they have counted short.</summary>
    public BillFolding Folding { get; }

    /// <summary>The kinds.</summary>
    public KindRegistry Kinds { get; }

    /// <summary>The API server.</summary>
    public KubernetesApi Api { get; }

    /// <summary>The objects.</summary>
    public ObjectStore Store { get; }

    /// <summary>The log under them.</summary>
    public IRevisionLog Log => _log;

    /// <summary>The work queue.</summary>
    public ServiceBusWorkQueue Queue { get; }

    /// <summary>The controllers; a gateway only asks them what they care for.</summary>
    public TriggeredEngine Engine { get; }

    /// <summary>The serving certificate, for whoever serves with one.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2 Serving => _certificates.Serving;

    /// <summary>Opens the cluster; the first process of a cluster makes it.</summary>
    public static async Task<CloudControlPlane> OpenAsync(
        FunctionsSettings settings, CloudRole role, CertificateNames names, TimeProvider time, HostOutput output, MetricRegistry metrics, CancellationToken cancellationToken)
    {
        var clock = new ServiceClock(time, AzureClients.ClockTolerance);
        var clients = new AzureClients(settings, clock);
        var keys = await ClusterKeys.OpenAsync(clients.Keys(), clock, cancellationToken);
        var certificates = ClusterCertificates.FromKeys(keys, new ClusterCertificatesOptions { Addresses = names.Addresses, Names = names.Names }, clock);
        var plane = new CloudControlPlane(settings, role, clients, certificates, clock, output, metrics);
        try
        {
            await plane.StartAsync(role, output, cancellationToken);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks after the objects every cluster has.</summary>
    public async Task EnsureClusterObjectsAsync(CancellationToken cancellationToken)
    {
        await Api.EnsureClusterObjectsAsync(cancellationToken);
        if (_resources is not null)
            await AzureResourceControllers.EnsureNodePoolsAsync(_resources, Api.CreateClient("system:kube-controller-manager"), cancellationToken);
        await _marker.SetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Ledger.DisposeAsync();
        await Api.DisposeAsync();
        await Store.DisposeAsync();
        await _log.DisposeAsync();
        _certificates.Dispose();
        _http.Dispose();
    }

    private async Task StartAsync(CloudRole role, HostOutput output, CancellationToken cancellationToken)
    {
        if (!await _marker.IsCurrentAsync(anyVersion: role == CloudRole.Gateway, cancellationToken))
        {
            await EnsureQueuesAsync(output, cancellationToken);
            await EnsureClusterObjectsAsync(cancellationToken);
        }

        Api.Started();
    }

    // Where the app may not manage the namespace, whoever deployed it has made the queues.
    private async Task EnsureQueuesAsync(HostOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await ServiceBusWorkQueue.EnsureQueuesAsync(Clients.Queues.CreateAdministrationClient(), _queueOptions, cancellationToken);
        }
        catch (ServiceBus.ServiceBusException exception)
        {
            output.Fault("looking for the work queues", exception);
        }
    }

    private ValueTask RingAsync(string stream, long from, long to, CancellationToken cancellationToken) =>
        Engine.Wakes(stream) ? Queue.AddAsync([TriggeredEngine.Changes(stream, from, to)], TimeSpan.Zero, cancellationToken) : ValueTask.CompletedTask;
}
