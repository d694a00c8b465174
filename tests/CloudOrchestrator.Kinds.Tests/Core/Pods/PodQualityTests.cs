using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class PodQualityTests
{
    [Theory]
    [InlineData("", "", PodQuality.BestEffort)]
    [InlineData("cpu=0", "", PodQuality.BestEffort)]
    [InlineData("example.com/gpu=1", "example.com/gpu=1", PodQuality.BestEffort)]
    [InlineData("cpu=1", "", PodQuality.Burstable)]
    [InlineData("cpu=1,memory=1Gi", "cpu=1,memory=1Gi", PodQuality.Guaranteed)]
    [InlineData("cpu=1000m,memory=1024Mi", "cpu=1,memory=1Gi", PodQuality.Guaranteed)]
    [InlineData("cpu=1,memory=1Gi", "cpu=2,memory=1Gi", PodQuality.Burstable)]
    [InlineData("cpu=1", "cpu=1", PodQuality.Burstable)]
    public void Of_OneContainer_FollowsItsResources(string requests, string limits, string expected) =>
        Assert.Equal(expected, PodQuality.Of(new PodSpec { Containers = [Container(requests, limits)] }));

    [Fact]
    public void Of_OneContainerWithoutLimits_MakesThePodBurstable()
    {
        var spec = new PodSpec { Containers = [Container("cpu=1,memory=1Gi", "cpu=1,memory=1Gi"), Container("", "")] };
        Assert.Equal(PodQuality.Burstable, PodQuality.Of(spec));
    }

    private static Container Container(string requests, string limits) =>
        new() { Name = "a", Resources = new ResourceRequirements { Requests = Parse(requests), Limits = Parse(limits) } };

    private static Dictionary<string, Quantity> Parse(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(item => item.Split('='))
        .ToDictionary(item => item[0], item => Quantity.Parse(item[1]));
}
