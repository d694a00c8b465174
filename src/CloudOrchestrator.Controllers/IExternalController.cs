namespace CloudOrchestrator.Controllers;

/// <summary>
/// A controller whose effects lie outside the cluster (a cloud's load balancers, its machines), so that its decision cannot be one transaction over objects.
/// Woken and retried like every reconciler; must be idempotent, because it may run twice at once.
/// </summary>
public interface IExternalController
{
    /// <summary>Controller's name: its work items carry it and it is its field manager.</summary>
    string Name { get; }

    /// <summary>Which changes wake it, and for which keys.</summary>
    IReadOnlyList<Trigger> Triggers { get; }

    /// <summary>Does what the key needs; reads the snapshot, writes objects through the client. Returns when to look again; null for when something changes.</summary>
    Task<TimeSpan?> ReconcileAsync(ObjectKey key, IObjectSnapshot snapshot, IObjectClient client, CancellationToken cancellationToken);
}
