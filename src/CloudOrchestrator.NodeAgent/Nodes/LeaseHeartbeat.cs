using CloudOrchestrator.Kinds.Coordination.Leases;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>Renews the node's Lease object.</summary>
/// <param name="nodeName">The node.</param>
/// <param name="owner">The Node object's uid, once it is known.</param>
/// <param name="client">The API.</param>
/// <param name="interval">Time between renewals, now. A lease lasts four of them.</param>
/// <param name="time">The clock.</param>
public sealed class LeaseHeartbeat(string nodeName, Func<string?> owner, IObjectClient client, Func<TimeSpan> interval, TimeProvider time) : INodeHeartbeat
{
    private const string LeaseNamespace = "kube-node-lease";
    private const int IntervalsPerLease = 4;

    private Lease? _lease;

    /// <summary>The interval where the lease is what tells that a node lives.</summary>
    public static TimeSpan VitalInterval { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public TimeSpan Interval => interval();

    private int LeaseSeconds => (int)(Interval * IntervalsPerLease).TotalSeconds;

    /// <inheritdoc/>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        _lease ??= await FindAsync(cancellationToken);
        var renewed = _lease with
        {
            Kind = "Lease",
            ApiVersion = "coordination.k8s.io/v1",
            Spec = (_lease.Spec ?? new LeaseSpec()) with { HolderIdentity = nodeName, LeaseDurationSeconds = LeaseSeconds, RenewTime = time.GetUtcNow() },
        };
        var outcome = await client.UpdateAsync(renewed, null, cancellationToken);
        _lease = outcome.Succeeded ? outcome.Value : null;
        if (outcome.Error is { Code: not (404 or 409) })
            throw new ApiStatusException(outcome.Error);
    }

    private async Task<Lease> FindAsync(CancellationToken cancellationToken)
    {
        var found = await client.GetAsync<Lease>(LeaseNamespace, nodeName, cancellationToken);
        if (found.Error is not { Code: 404 })
            return found.Require();
        var lease = new Lease
        {
            Kind = "Lease",
            ApiVersion = "coordination.k8s.io/v1",
            Metadata = new ObjectMeta { Name = nodeName, Namespace = LeaseNamespace, OwnerReferences = OwnersOf() },
            Spec = new LeaseSpec { HolderIdentity = nodeName, LeaseDurationSeconds = LeaseSeconds, RenewTime = time.GetUtcNow() },
        };
        return (await client.CreateAsync(lease, null, cancellationToken)).Require();
    }

    private OwnerReference[]? OwnersOf() => owner() is not { } uid ? null :
    [
        new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = nodeName, Uid = uid },
    ];
}
