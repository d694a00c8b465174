namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>What a refused request means for us.</summary>
internal enum ArmFailureKind
{
    /// <summary>Too many requests: wait as long as we are told.</summary>
    Throttled,

    /// <summary>Another operation is under way, or the resource has changed since it was read: look again soon.</summary>
    Busy,

    /// <summary>The cloud has no such machines for us: quota, capacity, spot.</summary>
    NoCapacity,

    /// <summary>The resource does not exist.</summary>
    NotFound,

    /// <summary>The identity may not do this.</summary>
    Denied,

    /// <summary>The request itself is wrong.</summary>
    Invalid,

    /// <summary>The service is in trouble.</summary>
    Unavailable,
}
