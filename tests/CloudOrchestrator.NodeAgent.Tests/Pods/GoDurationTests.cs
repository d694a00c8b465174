using CloudOrchestrator.NodeAgent.Pods;

namespace CloudOrchestrator.NodeAgent.Tests.Pods;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(150, "150ms")]
    [InlineData(1250, "1.25s")]
    [InlineData(10_000, "10s")]
    [InlineData(160_000, "2m40s")]
    [InlineData(3_600_000, "1h0m0s")]
    public void Format_Milliseconds_AsGoPrints(int milliseconds, string expected) =>
        Assert.Equal(expected, GoDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
