using CloudOrchestrator.Cli.Nodes;

namespace CloudOrchestrator.Cli.Tests.Nodes;

public sealed class BootstrapTokenTests
{
    [Fact]
    public void Create_TwoTokens_DifferAndParse()
    {
        var (one, other) = (BootstrapToken.Create(), BootstrapToken.Create());
        Assert.NotEqual(one, other);
        Assert.Equal(one, BootstrapToken.Parse(one.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdef")]
    [InlineData("abcdef.0123456789ABCDEF")]
    [InlineData("abcdef.0123456789abcdef\n")]
    [InlineData("abcdef.0123456789abcdef0")]
    public void Parse_OtherForm_IsRefused(string text) => Assert.Throws<CliException>(() => BootstrapToken.Parse(text));

    [Fact]
    public void ToSecret_WithExpiry_IsABootstrapTokenSecret()
    {
        var secret = new BootstrapToken("abcdef", "0123456789abcdef").ToSecret(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(1)), null);
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"bootstrap-token-abcdef","namespace":"kube-system"},"type":"bootstrap.kubernetes.io/token","stringData":{"token-id":"abcdef","token-secret":"0123456789abcdef","usage-bootstrap-authentication":"true","usage-bootstrap-signing":"true","auth-extra-groups":"system:bootstrappers:cloudorchestrator:nodes","expiration":"2026-11-21T08:00:00Z"}}""",
            secret.ToJsonString());
    }
}
