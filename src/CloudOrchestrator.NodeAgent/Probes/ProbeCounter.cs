using CloudOrchestrator.NodeAgent.Pods;

namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>The verdict of a probe after some tries. Pure: a verdict changes when as many tries in a row agree as the threshold says.</summary>
/// <param name="Verdict">The verdict so far.</param>
/// <param name="LastSuccess">The result of the last try; null before the first.</param>
/// <param name="Run">How many tries in a row had that result.</param>
public sealed record ProbeCounter(ProbeVerdict Verdict, bool? LastSuccess = null, int Run = 0)
{
    /// <summary>The state after one more try.</summary>
    public ProbeCounter After(bool success, int successThreshold, int failureThreshold)
    {
        var run = success == LastSuccess ? Run + 1 : 1;
        var decided = run >= (success ? successThreshold : failureThreshold);
        return new ProbeCounter(decided ? success ? ProbeVerdict.Success : ProbeVerdict.Failure : Verdict, success, run);
    }
}
