using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeHost;

/// <summary>One of the node's two certificates, with its key in a file only its owner reads. Requested from the cluster, and again when most of its life is
/// over.</summary>
/// <param name="directory">Where key and certificate are kept.</param>
/// <param name="purpose">File name: <c>client</c> or <c>serving</c>.</param>
/// <param name="nodeName">The node.</param>
/// <param name="address">The node's address; a serving certificate names it.</param>
/// <param name="authority">Whose signature counts.</param>
/// <param name="time">The clock.</param>
/// <param name="ids">Names of requests.</param>
internal sealed class NodeCertificate(
    string directory, string purpose, string nodeName, string address, X509Certificate2 authority, TimeProvider time, IIdSource ids)
{
    private const double RenewAfterPart = 0.8;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private volatile X509Certificate2? _current;

    /// <summary>The certificate with its key; null before there is one.</summary>
    public X509Certificate2? Current => _current;

    private bool IsServing => purpose == "serving";

    private string KeyFile => Path.Combine(directory, $"{purpose}.key");

    private string CertificateFile => Path.Combine(directory, $"{purpose}.crt");

    /// <summary>Takes the certificate an earlier run kept; false when there is none that still serves.</summary>
    public bool TryLoad()
    {
        if (!File.Exists(KeyFile) || !File.Exists(CertificateFile))
            return false;
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
            using var chain = new X509Chain { ChainPolicy = ClusterTrust.PolicyOf(authority) };
            if (certificate.NotAfter.ToUniversalTime() <= time.GetUtcNow().UtcDateTime || !chain.Build(certificate) || !IsFor(certificate))
                return false;
            _current = certificate;
            return true;
        }
        catch (CryptographicException)
        {
            // Half a file: a new certificate replaces it.
            return false;
        }
    }

    /// <summary>Asks the cluster for a certificate over <paramref name="client"/> and waits until it is there.</summary>
    public async Task RequestAsync(IObjectClient client, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateSigningRequest
        {
            Kind = "CertificateSigningRequest",
            ApiVersion = "certificates.k8s.io/v1",
            Metadata = new ObjectMeta { Name = $"node-csr-{nodeName}-{purpose}-{ids.NewSuffix(8)}" },
            Spec = new CertificateSigningRequestSpec
            {
                Request = Encoding.ASCII.GetBytes(RequestOf(key).CreateSigningRequestPem()),
                SignerName = IsServing ? "kubernetes.io/kubelet-serving" : "kubernetes.io/kube-apiserver-client-kubelet",
                Usages = ["digital signature", IsServing ? "server auth" : "client auth"],
            },
        };
        var answer = (await client.CreateAsync(request, null, cancellationToken)).Require();
        while (answer.Status?.Certificate is not { Length: > 0 })
        {
            if (answer.Status?.Conditions?.FirstOrDefault(condition => condition.Type is "Denied" or "Failed") is { } refusal)
                throw new InvalidOperationException($"the certificate request {answer.Metadata.Name} was refused: {refusal.Message}");
            await Task.Delay(AskAgain, time, cancellationToken);
            answer = (await client.GetAsync<CertificateSigningRequest>("", answer.Metadata.Name ?? "", cancellationToken)).Require();
        }
        Keep(Encoding.ASCII.GetString(answer.Status.Certificate), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Renews the certificate before it expires, until cancelled. A failed renewal is tried again.</summary>
    public async Task KeepFreshAsync(IObjectClient client, ILogger log, CancellationToken cancellationToken)
    {
        while (true)
        {
            var certificate = _current ?? throw new InvalidOperationException("there is no certificate to renew");
            var life = certificate.NotAfter.ToUniversalTime() - certificate.NotBefore.ToUniversalTime();
            var renewAt = certificate.NotBefore.ToUniversalTime() + (life * RenewAfterPart);
            var wait = renewAt - time.GetUtcNow().UtcDateTime;
            // Timers do not reach further than this; looking once a day costs nothing.
            var sleep = wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
            if (sleep > TimeSpan.Zero)
            {
                await Task.Delay(sleep, time, cancellationToken);
                continue;
            }
            try
            {
                await RequestAsync(client, cancellationToken);
            }
            catch (Exception failure) when (failure is HttpRequestException or ApiStatusException or InvalidOperationException)
            {
                log.LogWarning("The {Purpose} certificate could not be renewed, trying again: {Message}", purpose, failure.Message);
                await Task.Delay(TimeSpan.FromMinutes(1), time, cancellationToken);
            }
        }
    }

    private CertificateRequest RequestOf(ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("system:nodes");
        subject.AddCommonName($"system:node:{nodeName}");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        if (IsServing)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(nodeName);
            names.AddIpAddress(IPAddress.Parse(address));
            request.CertificateExtensions.Add(names.Build());
        }
        return request;
    }

    private void Keep(string certificatePem, string keyPem)
    {
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        WriteNew(KeyFile, keyPem);
        WriteNew(CertificateFile, certificatePem);
        _current = X509Certificate2.CreateFromPem(certificatePem, keyPem);
    }

    private static void WriteNew(string path, string text)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(fresh, options))
            file.Write(Encoding.ASCII.GetBytes(text));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>A data directory may have been given to another node, or the node another address.</summary>
    private bool IsFor(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == $"system:node:{nodeName}"
        && (!IsServing || certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(names =>
            names.EnumerateIPAddresses().Contains(IPAddress.Parse(address))));
}
