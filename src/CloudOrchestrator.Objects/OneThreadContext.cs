namespace CloudOrchestrator.Objects;

/// <summary>A context that runs everything on one thread, one after the other, in an order of its own choice. Waits through <see cref="OnContext"/> never leave it.</summary>
public abstract class OneThreadContext : SynchronizationContext
{
    /// <summary>True when the caller runs in one.</summary>
    internal static bool IsCurrent => Current is OneThreadContext;
}
