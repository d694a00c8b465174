namespace CloudOrchestrator.NodeHost.Tests;

public sealed class NodeHostOptionsTests
{
    [Fact]
    public void Parse_NothingAboutAzure_WatchesWithItsCertificate()
    {
        var options = Parse();
        Assert.Equal((NodeAuth.Certificate, NodeEvents.Watch, NodeHostOptions.ClusterTrusted), (options.Auth, options.Events, options.TlsTrust));
    }

    [Fact]
    public void Parse_Azure_IsRead()
    {
        var options = Parse("--auth", "token", "--events=doorbell", "--tls-trust", "system", "--token-audience", "https://issuer");
        Assert.Equal((NodeAuth.Token, NodeEvents.Doorbell, NodeHostOptions.SystemTrusted), (options.Auth, options.Events, options.TlsTrust));
        Assert.Equal("https://issuer", options.TokenAudience);
    }

    [Theory]
    [InlineData("--auth", "password")]
    [InlineData("--auth", "1")]
    [InlineData("--events", "Doorbell")]
    [InlineData("--tls-trust", "/no/such/file.pem")]
    public void Parse_NotAChoice_IsRefused(string name, string value)
    {
        var (options, error) = NodeHostOptions.Parse(["--server", "https://api", "--ca-hash", "sha256:00", name, value]);
        Assert.Null(options);
        Assert.StartsWith($"{name} {value}:", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--auth")]
    [InlineData("--tls-trust")]
    [InlineData("--events")]
    public void Help_Option_IsExplained(string option) => Assert.Contains($"  {option} ", NodeHostOptions.Help, StringComparison.Ordinal);

    private static NodeHostOptions Parse(params string[] arguments)
    {
        var (options, error) = NodeHostOptions.Parse(["--server", "https://api", "--ca-hash", "sha256:00", .. arguments]);
        Assert.Null(error);
        return options!;
    }
}
