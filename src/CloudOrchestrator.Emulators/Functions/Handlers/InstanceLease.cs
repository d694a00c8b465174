namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>One running function on an instance; ends when disposed.</summary>
internal sealed class InstanceLease(Instance instance, Action<Instance> leave) : IDisposable
{
    private int _left;

    /// <summary>Where it runs.</summary>
    public Instance Instance { get; } = instance;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            leave(Instance);
    }
}
