using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Cli.Nodes;

namespace CloudOrchestrator.Cli.Tests.Nodes;

public sealed class AuthorityHashTests
{
    [Fact]
    public void Choose_TheHashFitsAndTheServerIsItsOwn_IsTheAuthority()
    {
        using var authority = Certificates.Authority();
        using var server = Certificates.Server(authority);
        Assert.Equal(authority.Thumbprint, AuthorityHash.Choose([server, authority], AuthorityHash.Of(authority))?.Thumbprint);
    }

    [Fact]
    public void Choose_SomebodyInBetweenShowsTheRightAuthorityToo_IsNull()
    {
        using var authority = Certificates.Authority();
        using var stranger = Certificates.Authority();
        using var impostor = Certificates.Server(stranger);
        Assert.Null(AuthorityHash.Choose([impostor, authority], AuthorityHash.Of(authority)));
        Assert.Null(AuthorityHash.Choose([impostor, stranger], AuthorityHash.Of(authority)));
    }

    [Fact]
    public async Task Discover_RealHandshake_FindsTheAuthorityByItsHash()
    {
        using var authority = Certificates.Authority();
        using var issued = Certificates.Server(authority);
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var root = X509CertificateLoader.LoadCertificate(authority.RawData);
        var serving = ServeAsync(listener, SslStreamCertificateContext.Create(certificate, [root], offline: true), connections: 2);

        Assert.Equal(authority.Thumbprint, (await AuthorityHash.DiscoverAsync(url, AuthorityHash.Of(authority), default)).Thumbprint);
        var refusal = await Assert.ThrowsAsync<CliException>(() => AuthorityHash.DiscoverAsync(url, "sha256:00", default));
        Assert.Contains("shows no certificate authority with the hash sha256:00", refusal.Message, StringComparison.Ordinal);
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, SslStreamCertificateContext context, int connections)
    {
        for (var i = 0; i < connections; i++)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context });
        }
    }
}
