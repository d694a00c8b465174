using CloudOrchestrator.Telemetry.Billing;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>What was counted, under both readings of the rule that an activity is billed for a second at least.</summary>
/// <param name="ByStretch">Each stretch of activity by itself: the dearer one.</param>
/// <param name="ByClock">No moment twice.</param>
internal sealed record Measured(OperationCounts ByStretch, OperationCounts ByClock)
{
    public static Measured operator +(Measured left, Measured right) => new(left.ByStretch + right.ByStretch, left.ByClock + right.ByClock);

    public Measured Times(double factor) => new(ByStretch.Times(factor), ByClock.Times(factor));
}
