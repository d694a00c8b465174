using System.Collections.Concurrent;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Client;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.ServiceBus.Doorbells;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>
/// What every node has past the API: a partition of the heartbeat table and a queue. Made when the node first asks, gone with its Node object. A signature for
/// them needs the key of the account and of a Service Bus policy; where the app has only its identity, nodes do without.
/// </summary>
internal sealed class NodeResources : INodeAccess, INodeHeartbeats, INodeDoorbells, IExternalController
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly AzureClients _clients;
    private readonly TableSharedKeyCredential? _accountKey;
    private readonly ServiceBusConnectionString? _policy;
    private readonly NodeDoorbellOptions _names;
    private readonly NodeDoorbell _doorbell;
    private readonly NodeQueues _queues;
    private readonly HostOutput _output;
    private readonly TimeProvider _time;
    private bool _tableIsThere;

    public NodeResources(FunctionsSettings settings, AzureClients clients, HostOutput output, TimeProvider time)
    {
        _clients = clients;
        _output = output;
        _time = time;
        _accountKey = (settings.NodeStorage ?? settings.Storage.ConnectionString) is { } storage ? TableConnectionString.Parse(storage).SharedKey : null;
        _policy = (settings.NodeServiceBus ?? settings.ServiceBus.ConnectionString) is { } policy ? ServiceBusConnectionString.Parse(policy) : null;
        _names = new NodeDoorbellOptions { Prefix = settings.TablePrefix };
        _doorbell = new NodeDoorbell(clients.Queues, _names);
        _queues = new NodeQueues(clients.Queues.CreateAdministrationClient(), _names);
    }

    /// <inheritdoc/>
    public string Name => "node-resources";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers { get; } = [Trigger.Itself<Node>()];

    /// <inheritdoc/>
    public async Task<NodeGrants> GrantAsync(string node, CancellationToken cancellationToken)
    {
        var expires = _time.GetUtcNow() + Lifetime;
        return new NodeGrants(await HeartbeatAsync(node, expires, cancellationToken), await DoorbellAsync(node, expires, cancellationToken), expires);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, TimeSpan>> AgesAsync(CancellationToken cancellationToken) => _clients.Heartbeats.AgesAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task RingAsync(IReadOnlyCollection<string> nodes, string stream, CancellationToken cancellationToken)
    {
        // A node without a queue has never asked for one: it watches, or asks now and then.
        var result = await _doorbell.RingAsync(nodes, [stream], cancellationToken);
        foreach (var group in result.Failed.GroupBy(failed => failed.Value.Message))
            _output.Fault($"ringing at {group.Count()} nodes, the first {group.First().Key}", group.First().Value);
    }

    /// <inheritdoc/>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, IObjectSnapshot snapshot, IObjectClient client, CancellationToken cancellationToken)
    {
        if (snapshot.Get<Node>("", key.Name) is not null)
            return null;
        _known.TryRemove(key.Name, out _);
        await _queues.DeleteAsync(key.Name, cancellationToken);
        await _clients.Heartbeats.DeleteAsync(key.Name, cancellationToken);
        return null;
    }

    private async Task<HeartbeatGrant?> HeartbeatAsync(string node, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        if (_accountKey is null)
            return null;
        if (!_tableIsThere)
            await _clients.Heartbeats.CreateIfNotExistsAsync(cancellationToken);
        _tableIsThere = true;
        return new HeartbeatGrant(_clients.Heartbeats.Uri.AbsoluteUri, node, _clients.Heartbeats.Sign(node, expires, _accountKey));
    }

    private async Task<DoorbellGrant?> DoorbellAsync(string node, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        if (_policy?.SharedAccessKey is null)
            return null;
        if (!_known.ContainsKey(node))
            await _queues.EnsureAsync(node, cancellationToken);
        _known[node] = true;
        var queue = _names.QueueOf(node);
        return new DoorbellGrant(new Uri(_clients.Queues.Endpoint, queue).AbsoluteUri, ServiceBusSas.ForQueue(_policy, queue, expires));
    }
}
