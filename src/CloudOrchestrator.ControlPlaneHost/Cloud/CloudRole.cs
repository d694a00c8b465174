namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>What a process over the cloud's storage is for.</summary>
internal enum CloudRole
{
    /// <summary>Called by a Functions host: everything, but no connection that lasts.</summary>
    Functions,

    /// <summary>Serves what lasts; runs no controllers.</summary>
    Gateway,
}
