namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>The provider's notices for this machine. What fails for a time throws <see cref="HttpRequestException"/> or <see cref="IOException"/>.</summary>
public interface IMaintenanceNotices
{
    /// <summary>The notices that stand.</summary>
    Task<IReadOnlyList<MaintenanceNotice>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Allows the provider to begin: this machine is prepared.</summary>
    Task AllowAsync(MaintenanceNotice notice, CancellationToken cancellationToken);
}
