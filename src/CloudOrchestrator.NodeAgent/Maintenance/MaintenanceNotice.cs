namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>Says that something will be done to the machine.</summary>
/// <param name="Id">What the provider calls it.</param>
/// <param name="Kind">What.</param>
/// <param name="HasStarted">It is being done.</param>
/// <param name="NotBefore">It will not be done before this time unless it is allowed earlier; null when unknown or started.</param>
/// <param name="Description">The provider's words.</param>
/// <param name="ConcernsOthers">It will be done to other machines at the same time, so allowing it is not for this one alone.</param>
public sealed record MaintenanceNotice(
    string Id, MaintenanceKind Kind, bool HasStarted, DateTimeOffset? NotBefore, string Description, bool ConcernsOthers)
{
    /// <summary>True when the machine is gone afterwards.</summary>
    public bool EndsMachine => Kind is MaintenanceKind.Preempt or MaintenanceKind.Terminate;
}
