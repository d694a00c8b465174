using System.Globalization;
using System.Net;
using CloudOrchestrator.NodeAgent.Nodes;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>A node of a crowd: its object, its lease, and the addresses of its pods.</summary>
internal sealed class CrowdNode
{
    private readonly NodeReportOptions _options;
    private readonly PretendMachine _machine;
    private readonly LeaseHeartbeat _lease;
    private readonly IObjectClient _client;
    private readonly TimeProvider _time;
    private readonly IPNetwork _fallback;
    private readonly HashSet<uint> _taken = [];
    private volatile Node? _node;
    private volatile bool _left;

    public CrowdNode(CrowdOptions options, int number, IObjectClient client, TimeProvider time)
    {
        Name = options.NamePrefix + number.ToString(CultureInfo.InvariantCulture);
        (_client, _time) = (client, time);
        _options = new NodeReportOptions { Name = Name, Address = options.Address, AgentPort = 0, PodsMax = options.PodsMax, Labels = options.Labels };
        _machine = new PretendMachine(Name, options.ProcessorCount, options.MemoryBytes, time);
        _lease = new LeaseHeartbeat(Name, () => _node?.Metadata.Uid, client, () => options.LeaseInterval, time);

        // Of the shared address space, for nodes that the cluster has no range left for.
        _fallback = new IPNetwork(AddressOf((100u << 24) + (64u << 16) + ((uint)(number % 16384) << 8)), 24);
    }

    public string Name { get; }

    public string Address => _options.Address;

    /// <summary>False before the node has joined, while it is dead and when its object has been deleted.</summary>
    public bool IsHeard => !_left && _node is { } node && node.Metadata.Annotations?.ContainsKey(PretendCrowd.DeadAnnotation) != true;

    /// <summary>True while the API says of the node that it is ready.</summary>
    public bool IsReported => _node is { } node && NodeConditions.IsReady(node);

    /// <summary>Becomes a node of the cluster, or takes over the object of an earlier run.</summary>
    public async Task JoinAsync(Action<string> ready, CancellationToken cancellationToken)
    {
        var wanted = NodeComposer.Register(_options, _machine.Identity) with { Status = Status(null) };
        var created = await _client.CreateAsync(wanted, null, cancellationToken);
        Keep(created.Error is { Code: 409 } ? (await _client.GetAsync<Node>("", Name, cancellationToken)).Require() : created.Require());
        if (!IsHeard)
            return;
        await _lease.BeatAsync(cancellationToken);
        await ReportAsync(cancellationToken);
        ready(Name);
    }

    /// <summary>Says that the node is ready. When the object has changed meanwhile, its change comes and with it the next report.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (!IsHeard || _node is not { } node || IsReported)
            return;
        var outcome = await _client.UpdateAsync(node with { Kind = "Node", ApiVersion = "v1", Status = Status(node.Status) }, "status", cancellationToken);
        if (outcome.Succeeded)
            Keep(outcome.Value);
        else if (outcome.Error.Code is not (404 or 409))
            throw new ApiStatusException(outcome.Error);
        else if (outcome.Error.Code == 409)
            Keep((await _client.GetAsync<Node>("", Name, cancellationToken)).Require());
        if (outcome.Error is { Code: 409 })
            await ReportAsync(cancellationToken);
    }

    public Task BeatAsync(CancellationToken cancellationToken) => IsHeard ? _lease.BeatAsync(cancellationToken) : Task.CompletedTask;

    public void Take(ObjectChange<Node> change)
    {
        _left = change.Type == "DELETED";
        Keep(change.Value);
    }

    /// <summary>The next free address.</summary>
    public string TakeAddress()
    {
        var range = _node?.Spec?.PodCIDR is { Length: > 0 } cidr ? IPNetwork.Parse(cidr) : _fallback;
        var first = NumberOf(range.BaseAddress);
        lock (_taken)
        {
            for (var offset = 2u; ; offset++)
            {
                if (_taken.Add(first + offset))
                    return AddressOf(first + offset).ToString();
            }
        }
    }

    public void TakeAddress(string address)
    {
        lock (_taken)
            _taken.Add(NumberOf(IPAddress.Parse(address)));
    }

    public void ReturnAddress(string address)
    {
        lock (_taken)
            _taken.Remove(NumberOf(IPAddress.Parse(address)));
    }

    // Answers and the watch arrive in any order; the newest counts.
    private void Keep(Node node)
    {
        if (_node is not { } known || known.Metadata.Uid != node.Metadata.Uid || RevisionOf(node) >= RevisionOf(known))
            _node = node;
    }

    private static ulong RevisionOf(Node node) =>
        ulong.TryParse(node.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private NodeStatus Status(NodeStatus? old)
    {
        var seen = new NodeObservation(null, [], null, _machine.Memory(), _machine.Disk(), _machine.Processes());
        return NodeComposer.Status(old, _options, _machine, seen, _time.GetUtcNow());
    }

    private static uint NumberOf(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress AddressOf(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
