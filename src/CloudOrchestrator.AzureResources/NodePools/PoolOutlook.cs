namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>What has become of the machines a pool asked for.</summary>
/// <param name="Status">The pool's status as it should be written.</param>
/// <param name="Target">Machines asked for.</param>
/// <param name="Upcoming">Machines that may still join.</param>
/// <param name="Discard">Machines that will not join and are to be deleted.</param>
/// <param name="Capacity">Capacity to go back to, because machines asked for were never made; null to leave it.</param>
internal sealed record PoolOutlook(NodePoolStatus Status, int Target, int Upcoming, IReadOnlyList<Machine> Discard, int? Capacity);
