namespace CloudOrchestrator.Scheduling;

/// <summary>A pod that has no place now. Reason and message are those of the <c>PodScheduled</c> condition (status <c>False</c>) and, when the reason is
/// <see cref="Unschedulable"/>, the message is that of the <c>FailedScheduling</c> event.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Reason"><see cref="Unschedulable"/> or <see cref="SchedulingGated"/>.</param>
/// <param name="Message">Kubernetes' sentence, with a count of nodes per reason.</param>
/// <param name="Refusals">The counts.</param>
public sealed record UnschedulablePod(Pod Pod, string Reason, string Message, IReadOnlyDictionary<string, int> Refusals)
{
    /// <summary>No node fits.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>The pod has scheduling gates; no node was looked at and no event is due.</summary>
    public const string SchedulingGated = "SchedulingGated";
}
