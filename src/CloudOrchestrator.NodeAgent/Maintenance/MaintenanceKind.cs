namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>What will be done to a machine.</summary>
public enum MaintenanceKind
{
    /// <summary>It stands still for seconds and goes on.</summary>
    Freeze,

    /// <summary>It starts anew where it is.</summary>
    Reboot,

    /// <summary>It starts anew elsewhere, without its temporary disk.</summary>
    Redeploy,

    /// <summary>It is taken away for one who pays more.</summary>
    Preempt,

    /// <summary>It is deleted.</summary>
    Terminate,
}
