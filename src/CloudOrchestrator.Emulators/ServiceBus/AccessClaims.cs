namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Rights on an entity. Manage includes the others.</summary>
[Flags]
public enum AccessClaims
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Send messages.</summary>
    Send = 1,

    /// <summary>Receive and settle messages.</summary>
    Listen = 2,

    /// <summary>Create, read, change and delete entities.</summary>
    Manage = 4,

    /// <summary>Everything.</summary>
    All = Send | Listen | Manage,
}
