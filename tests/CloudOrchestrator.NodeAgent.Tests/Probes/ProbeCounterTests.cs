using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Probes;

namespace CloudOrchestrator.NodeAgent.Tests.Probes;

public sealed class ProbeCounterTests
{
    [Theory]
    [InlineData("f", 1, 1, ProbeVerdict.Failure)]
    [InlineData("ff", 1, 3, ProbeVerdict.Unknown)]
    [InlineData("fff", 1, 3, ProbeVerdict.Failure)]
    [InlineData("ffsff", 1, 3, ProbeVerdict.Success)]
    [InlineData("fffs", 2, 3, ProbeVerdict.Failure)]
    [InlineData("fffss", 2, 3, ProbeVerdict.Success)]
    [InlineData("fffsfs", 2, 3, ProbeVerdict.Failure)]
    public void After_Results_VerdictOfTheLastRunLongEnough(string results, int successThreshold, int failureThreshold, ProbeVerdict expected)
    {
        var counter = results.Aggregate(new ProbeCounter(ProbeVerdict.Unknown), (state, result) =>
            state.After(result == 's', successThreshold, failureThreshold));
        Assert.Equal(expected, counter.Verdict);
    }
}
