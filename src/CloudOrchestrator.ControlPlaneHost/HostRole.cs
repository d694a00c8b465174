namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>The three ways to run the program.</summary>
public enum HostRole
{
    /// <summary>Everything in one process, over a log on disk.</summary>
    Standalone,

    /// <summary>Called by a Functions host.</summary>
    Functions,

    /// <summary>Beside a Functions app, for connections that last.</summary>
    Gateway,
}
