using Azure.Core.Pipeline;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent;
using CloudOrchestrator.NodeAgent.Doorbells;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeHost.Azure;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus;

namespace CloudOrchestrator.NodeHost;

/// <summary>How a node hears of changes and tells that it lives: by open watches and its lease, or past the API by a queue and a table.</summary>
internal sealed class NodeSignals
{
    private static readonly TimeSpan LeaseIntervalForShow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportIntervalByWatch = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportIntervalByDoorbell = TimeSpan.FromMinutes(30);

    private readonly string _nodeName;
    private readonly TimeProvider _time;
    private readonly NodeDoorbells? _bells;
    private readonly PastTheApi? _pastTheApi;

    /// <summary>Prepares; nothing is sent before it is asked for.</summary>
    /// <param name="options">The node.</param>
    /// <param name="api">The API as the node.</param>
    /// <param name="clock">The API's clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where failures that are retried are told.</param>
    /// <param name="transport">Carries requests to table and queue; null for the usual.</param>
    public NodeSignals(NodeHostOptions options, HttpClient api, ServiceClock clock, TimeProvider time, ILogger log, HttpPipelineTransport? transport = null)
    {
        (_nodeName, _time) = (options.Name, time);
        var kinds = KindRegistry.BuiltIn();
        if (options.Events == NodeEvents.Doorbell)
        {
            _bells = new NodeDoorbells(kind => (kinds.Find(kind) ?? throw new InvalidOperationException($"{kind} is no kind")).Stream,
                new DoorbellOptions { Phase = CommonTimes.PhaseOf(options.Name) }, time);
            _pastTheApi = new PastTheApi(new NodeAccessSource(api, options.Name, clock, time, log), time, log, transport);
        }

        Client = new HttpObjectClient(api, kinds, _bells);
    }

    /// <summary>The API; informers over it are paced as the node hears.</summary>
    public IObjectClient Client { get; }

    /// <summary>True when the node hears what happens to its own object like everything else; false when it reads it at each look.</summary>
    public bool FollowsItself => _bells is not null;

    /// <summary>The trace of what last told of changed pods.</summary>
    public string? PodTrace => _bells?.TraceOf(typeof(Pod));

    /// <summary>How often the node reports although nothing has changed.</summary>
    public TimeSpan ReportInterval => _bells is null ? ReportIntervalByWatch : ReportIntervalByDoorbell;

    /// <summary>The node's signs of life.</summary>
    /// <param name="owner">The Node object's uid, once it is known.</param>
    public IReadOnlyList<INodeHeartbeat> Heartbeats(Func<string?> owner)
    {
        var lease = new LeaseHeartbeat(_nodeName, owner, Client, LeaseInterval, _time);
        return _pastTheApi is { } past ? [past.Heartbeat(), lease] : [lease];
    }

    /// <summary>Listens until cancelled; ends at once where there is nothing to listen to.</summary>
    public Task ListenAsync(CancellationToken cancellationToken) =>
        _pastTheApi is { } past ? past.ListenAsync(_bells!, cancellationToken) : Task.CompletedTask;

    private TimeSpan LeaseInterval() => _pastTheApi is { HasTable: true } ? LeaseIntervalForShow : LeaseHeartbeat.VitalInterval;

    /// <summary>Queue and table. Apart, because a node that has neither must not load their clients: they take 3 MB of its memory.</summary>
    private sealed class PastTheApi
    {
        private readonly NodeAccessSource _access;
        private readonly TimeProvider _time;
        private readonly ILogger _log;
        private readonly TableClientOptions _tableOptions;
        private readonly ServiceBusClientOptions _queueOptions;

        public PastTheApi(NodeAccessSource access, TimeProvider time, ILogger log, HttpPipelineTransport? transport)
        {
            (_access, _time, _log) = (access, time, log);
            (_tableOptions, _queueOptions) = (TableHeartbeat.Options(time), QueueDoorbell.Options(time));
            if (transport is not null)
                _tableOptions.Transport = _queueOptions.Transport = transport;
        }

        public bool HasTable => _access.HasTable;

        public INodeHeartbeat Heartbeat() => new TableHeartbeat(_access, _tableOptions);

        public Task ListenAsync(NodeDoorbells bells, CancellationToken cancellationToken) =>
            new QueueDoorbell(_access, bells, _queueOptions, _time, _log).RunAsync(cancellationToken);
    }
}
