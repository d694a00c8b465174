using System.Diagnostics;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>Items a caller wants sent, waiting for their turn.</summary>
/// <param name="Due">When they are due by the service's clock; null: now.</param>
internal sealed record WorkTicket(IReadOnlyCollection<WorkItem> Items, DateTimeOffset? Due, int Attempt)
{
    private readonly TaskCompletionSource<bool> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? TraceParent { get; } = Activity.Current?.Id;

    /// <summary>True: it is this caller's turn to send for all who wait. False: someone has sent.</summary>
    public Task<bool> Turn => _turn.Task;

    public void Lead() => _turn.TrySetResult(true);

    public void Sent() => _turn.TrySetResult(false);

    public void Failed(Exception exception) => _turn.TrySetException(exception);
}
