using CloudOrchestrator.NodeAgent.Images;

namespace CloudOrchestrator.NodeAgent.Tests.Images;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx")]
    [InlineData("nginx:1.27", "docker.io", "library/nginx")]
    [InlineData("team/app:1", "docker.io", "team/app")]
    [InlineData("registry.example.com:5000/a/b:1", "registry.example.com:5000", "a/b")]
    [InlineData("localhost/app", "localhost", "app")]
    [InlineData("ghcr.io/a/b@sha256:0123", "ghcr.io", "a/b")]
    public void Parse_Valid_RegistryAndRepository(string text, string registry, string repository) =>
        Assert.Equal(new ImageReference(registry, repository), ImageReference.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("Nginx")]
    [InlineData("a b")]
    [InlineData("a//b")]
    [InlineData("-a")]
    public void Parse_Invalid_Null(string text) => Assert.Null(ImageReference.Parse(text));
}
