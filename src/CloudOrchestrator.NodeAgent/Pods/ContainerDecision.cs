namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>What is to happen to one container now.</summary>
/// <param name="Action">What to do; null for nothing.</param>
/// <param name="WaitingReason">Why it waits; null when it does not, or simply is not there yet.</param>
/// <param name="WaitingMessage">More about the wait.</param>
/// <param name="Until">When the wait is over; null when something must happen first.</param>
/// <param name="Notice">An event to record.</param>
internal sealed record ContainerDecision(
    PodAction? Action = null, string? WaitingReason = null, string? WaitingMessage = null, DateTimeOffset? Until = null, PodAction.Tell? Notice = null)
{
    public static ContainerDecision Nothing { get; } = new();
}
