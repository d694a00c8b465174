using System.Net;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.ApiServer.Security;

namespace CloudOrchestrator.ApiServer.Tests.Security;

public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pki-").FullName;

    [Fact]
    public void Open_EmptyFolder_MakesCertificatesThatTheAuthoritySigned()
    {
        using var certificates = Open(IPAddress.Parse("10.96.0.1"));

        foreach (var certificate in (X509Certificate2[])[certificates.Serving, certificates.Administrator, certificates.NodeClient])
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(certificates.Authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            Assert.True(chain.Build(certificate), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        }

        Assert.True(certificates.Serving.MatchesHostname("kubernetes.default.svc"));
        Assert.True(certificates.Serving.MatchesHostname("10.96.0.1"));
        Assert.Contains("O=system:masters", certificates.Administrator.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Again_KeepsEverything()
    {
        using var first = Open(IPAddress.Parse("10.96.0.1"));
        using var second = Open(IPAddress.Parse("10.96.0.1"));

        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.Equal(first.Serving.Thumbprint, second.Serving.Thumbprint);
        Assert.Equal(first.ServiceAccountKey.ExportSubjectPublicKeyInfo(), second.ServiceAccountKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Open_WithAnotherAddress_MakesANewServingCertificateUnderTheSameAuthority()
    {
        using var first = Open(IPAddress.Parse("10.96.0.1"));
        using var second = Open(IPAddress.Parse("172.30.0.1"));

        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.NotEqual(first.Serving.Thumbprint, second.Serving.Thumbprint);
        Assert.True(second.Serving.MatchesHostname("172.30.0.1"));
    }

    [Fact]
    public void Open_KeysOnDisk_AreForTheirOwnerOnly()
    {
        using var certificates = Open(IPAddress.Loopback);
        foreach (var key in Directory.GetFiles(_folder, "*.key"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ClusterCertificates Open(IPAddress address) =>
        ClusterCertificates.Open(new ClusterCertificatesOptions { Folder = _folder, Addresses = [address] }, TimeProvider.System);
}
