namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>How a pretend container lives.</summary>
/// <param name="RunsFor">How long it runs; null for ever.</param>
/// <param name="ExitCode">The exit code when its time is over.</param>
/// <param name="StopsAfter">How long it takes to obey the stop signal; null when it ignores it and must be killed.</param>
/// <param name="StartError">Why it cannot be started; null when it can.</param>
public sealed record PretendBehavior(TimeSpan? RunsFor = null, int ExitCode = 0, TimeSpan? StopsAfter = default, string? StartError = null)
{
    /// <summary>Runs until it is stopped and obeys at once.</summary>
    public static PretendBehavior Forever { get; } = new(StopsAfter: TimeSpan.Zero);
}
