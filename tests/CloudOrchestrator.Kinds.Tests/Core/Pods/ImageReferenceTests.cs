using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("nginx:1", "IfNotPresent")]
    [InlineData("registry:5000/nginx", "Always")]
    [InlineData("registry:5000/nginx:2", "IfNotPresent")]
    [InlineData("nginx@sha256:00", "IfNotPresent")]
    [InlineData("nginx:latest@sha256:00", "Always")]
    public void PullPolicyFor_Image_FollowsItsTag(string image, string expected) => Assert.Equal(expected, ImageReference.PullPolicyFor(image));
}
