namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A place among the namespace's brokered connections, held until disposed.</summary>
public sealed class BrokerConnection : IDisposable
{
    private Action? _release;

    internal BrokerConnection(Action release) => _release = release;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
