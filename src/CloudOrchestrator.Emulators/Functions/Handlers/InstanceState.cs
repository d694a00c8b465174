namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>Where an instance is in its life.</summary>
internal enum InstanceState
{
    /// <summary>Its first process has not answered yet.</summary>
    Starting,

    /// <summary>Its process answers.</summary>
    Ready,

    /// <summary>Its process ended and the next has not answered yet.</summary>
    Restarting,

    /// <summary>It takes nothing new and ends when what runs has ended.</summary>
    Draining,

    /// <summary>Its process failed too often; the host on it stopped.</summary>
    GaveUp,

    /// <summary>It is gone.</summary>
    Stopped,
}
