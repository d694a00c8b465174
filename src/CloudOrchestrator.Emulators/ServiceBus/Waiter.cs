namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A receiver that waits for messages.</summary>
internal sealed class Waiter(int max, bool destructive)
{
    private readonly TaskCompletionSource<IReadOnlyList<LockedMessage>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Max { get; } = max;

    public bool Destructive { get; } = destructive;

    public Task<IReadOnlyList<LockedMessage>> Task => _source.Task;

    public void Serve(IReadOnlyList<LockedMessage> messages) => _source.SetResult(messages);
}
