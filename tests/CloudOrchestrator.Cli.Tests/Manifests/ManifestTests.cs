using CloudOrchestrator.Cli.Manifests;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Cli.Tests.Manifests;

public sealed class ManifestTests
{
    [Fact]
    public void Parse_TheSample_FindsItsObjects() => Assert.Equal(
        ["v1 Namespace  hello", "v1 ConfigMap hello hello", "apps/v1 Deployment hello hello", "v1 Service hello hello"],
        Manifest.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "infra", "samples", "hello.yaml")))
            .Select(manifest => $"{manifest.ApiVersion} {manifest.Kind} {manifest.Namespace} {manifest.Name}"));

    [Fact]
    public void Parse_Json_IsYamlToo() =>
        Assert.Equal("x", Assert.Single(Manifest.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}""")).Name);

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod", "line 1: an object needs apiVersion, kind and metadata.name")]
    [InlineData("- a", "line 1: an object needs apiVersion, kind and metadata.name")]
    [InlineData("a: [", "line ")]
    public void Parse_NoObject_SaysWhere(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<CliException>(() => Manifest.Parse(text)).Message, StringComparison.Ordinal);
}
