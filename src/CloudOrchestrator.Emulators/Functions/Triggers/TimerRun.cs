namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>One run of a timer function.</summary>
/// <param name="Last">When it was last due and ran; null: never.</param>
/// <param name="Next">When it is due after this run.</param>
/// <param name="IsPastDue">True when it should have run before.</param>
internal sealed record TimerRun(DateTimeOffset? Last, DateTimeOffset Next, bool IsPastDue);
