using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class StandaloneHostTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("host-tests-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Start_Twice_KeepsObjectsAndKeys()
    {
        string revision;
        await using (var first = await StartAsync())
        {
            using var http = CreateHttp();
            using var body = new StringContent("""{"metadata":{"name":"kept"},"data":{"k":"v"}}""", Encoding.UTF8, "application/json");
            var created = await http.PostAsync(new Uri(first.Url, "/api/v1/namespaces/default/configmaps"), body);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            revision = await created.Content.ReadAsStringAsync();
        }

        await using var second = await StartAsync();
        using var again = CreateHttp();
        Assert.Equal(revision, await again.GetStringAsync(new Uri(second.Url, "/api/v1/namespaces/default/configmaps/kept")));
    }

    [Fact]
    public async Task Start_AdminCertificate_IsAdministrator()
    {
        await using var host = await StartAsync();
        using var handler = Handler();
        handler.ClientCertificates.Add(X509Certificate2.CreateFromPemFile(Path.Combine(_directory, "pki", "admin.crt"), Path.Combine(_directory, "pki", "admin.key")));
        using var http = new HttpClient(handler);
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        var review = await (await http.PostAsync(new Uri(host.Url, "/apis/authentication.k8s.io/v1/selfsubjectreviews"), body)).Content.ReadAsStringAsync();
        Assert.Contains("kubernetes-admin", review, StringComparison.Ordinal);
        Assert.Contains("system:masters", review, StringComparison.Ordinal);
        Assert.Contains("certificate-authority-data", await File.ReadAllTextAsync(host.Kubeconfig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ForeignCertificate_Unauthorized()
    {
        await using var host = await StartAsync();
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("O=system:masters, CN=kubernetes-admin", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var foreign = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var handler = Handler();
        handler.ClientCertificates.Add(foreign);
        using var http = new HttpClient(handler);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri(host.Url, "/api"))).StatusCode);
    }

    [Fact]
    public async Task RunUntil_Cancelled_EndsWatchesAndReturns()
    {
        await using var host = await StartAsync();
        using var http = CreateHttp();
        using var watch = await http.GetAsync(new Uri(host.Url, "/api/v1/pods?watch=true"), HttpCompletionOption.ResponseHeadersRead);
        using var stopping = new CancellationTokenSource();
        var running = host.RunUntilAsync(stopping.Token);
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private Task<StandaloneHost> StartAsync() => StandaloneHost.StartNewAsync(
        new StandaloneOptions { DataDirectory = _directory, Bind = [IPAddress.Loopback], Port = 0 }, TimeProvider.System, TextWriter.Null, CancellationToken.None);

    private HttpClient CreateHttp()
    {
        var http = new HttpClient(Handler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(_directory, "pki", "admin.token")).Trim());
        return http;
    }

    private HttpClientHandler Handler()
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory, "pki", "ca.crt"));
        return new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build(certificate!);
            },
        };
    }
}
