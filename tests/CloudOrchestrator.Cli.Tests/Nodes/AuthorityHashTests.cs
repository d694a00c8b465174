using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Nodes;

namespace CloudOrchestrator.Cli.Tests.Nodes;

public sealed class AuthorityHashTests
{
    [Fact]
    public async Task Discover_TheHashFits_IsTheAuthority()
    {
        using var authority = Certificates.Authority();
        var (url, serving) = Serve(authority);
        Assert.Equal(authority.Thumbprint, (await AuthorityHash.DiscoverAsync(url, AuthorityHash.Of(authority), default)).Thumbprint);
        await serving;
    }

    [Fact]
    public async Task Discover_SomebodyInBetween_IsRefused()
    {
        using var authority = Certificates.Authority();
        using var stranger = Certificates.Authority();
        var (url, serving) = Serve(stranger);
        var refusal = await Assert.ThrowsAsync<CliException>(() => AuthorityHash.DiscoverAsync(url, AuthorityHash.Of(authority), default));
        Assert.Contains("somebody is in between", refusal.Message, StringComparison.Ordinal);
        await serving;
    }

    [Fact]
    public async Task Discover_NobodyThere_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        Assert.True((await Assert.ThrowsAsync<CliException>(() => AuthorityHash.DiscoverAsync(url, "sha256:00", default))).Unreachable);
    }

    /// <summary>Answers one request with the introduction of a cluster.</summary>
    private static (Uri Url, Task Serving) Serve(X509Certificate2 authority)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), AnswerAsync(listener, authority));
    }

    private static async Task AnswerAsync(TcpListener listener, X509Certificate2 authority)
    {
        using var issued = Certificates.Server(authority);
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        using var client = await listener.AcceptTcpClientAsync();
        listener.Stop();
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await tls.ReadAsync(buffer)));
        Assert.StartsWith("GET /api/v1/namespaces/kube-public/configmaps/cluster-info ", request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request.ToString(), StringComparison.Ordinal);
        var data = Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));
        var kubeconfig = $"kind: Config\nclusters:\n- cluster:\n    certificate-authority-data: {data}\n    server: https://127.0.0.1\n  name: \"\"\n";
        var body = new JsonObject { ["data"] = new JsonObject { ["kubeconfig"] = kubeconfig } }.ToJsonString();
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        await tls.ShutdownAsync();
    }
}
