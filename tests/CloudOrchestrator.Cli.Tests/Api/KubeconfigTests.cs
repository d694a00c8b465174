using System.Text;
using CloudOrchestrator.Cli.Api;

namespace CloudOrchestrator.Cli.Tests.Api;

public sealed class KubeconfigTests
{
    [Fact]
    public void Parse_EmbeddedCertificates_AreRead()
    {
        using var authority = Certificates.Authority();
        using var server = Certificates.Server(authority);
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(server)!;
        var text = Text(authority.ExportCertificatePem(), $"""
                client-certificate-data: {Base64(server.ExportCertificatePem())}
                client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}
            """);
        var parsed = Kubeconfig.Parse(text, "/");
        Assert.Equal(new Uri("https://10.0.0.4:6443"), parsed.Server);
        Assert.True(parsed.ClientCertificate!.HasPrivateKey);
        Assert.Null(parsed.Token);
    }

    [Fact]
    public void Parse_Token_IsRead()
    {
        using var authority = Certificates.Authority();
        Assert.Equal("secret", Kubeconfig.Parse(Text(authority.ExportCertificatePem(), "    token: secret"), "/").Token);
    }

    [Theory]
    [InlineData("", "the kubeconfig is empty")]
    [InlineData("kind: Config", "the kubeconfig has no current-context")]
    [InlineData("current-context: a", "the kubeconfig has no entry \"a\" among its contexts")]
    public void Parse_Incomplete_SaysWhatIsMissing(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CliException>(() => Kubeconfig.Parse(text, "/")).Message);

    private static string Text(string authority, string user) => $"""
        current-context: admin@c
        contexts:
        - name: admin@c
          context: {"{cluster: c, user: admin}"}
        clusters:
        - name: c
          cluster:
            server: https://10.0.0.4:6443
            certificate-authority-data: {Base64(authority)}
        users:
        - name: admin
          user:
        {user}
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
