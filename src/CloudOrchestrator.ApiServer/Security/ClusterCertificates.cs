using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>
/// The cluster's certificate authority and the certificates the control plane itself uses. With a folder, certificates are kept there and those near their end
/// are made again by the next start; without one each process makes its own from the cluster's keys, when first asked for them. Keys are ECDSA on P-256.
/// </summary>
public sealed class ClusterCertificates : IDisposable
{
    private readonly ClusterCertificatesOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<X509Certificate2> _serving;
    private readonly Lazy<X509Certificate2> _administrator;
    private readonly Lazy<X509Certificate2> _nodeClient;

    private ClusterCertificates(ClusterKeys keys, ClusterCertificatesOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        AdminToken = keys.AdminToken;
        Authority = CertificateFiles.Load(keys.AuthorityPem, keys.AuthorityKeyPem);
        ServiceAccountKey = ECDsa.Create();
        ServiceAccountKey.ImportFromPem(keys.ServiceAccountKeyPem);
        _serving = new(() => Keep("apiserver", "CN=kube-apiserver", ServingNames(), serverAuthentication: true));
        _administrator = new(() => Keep("admin", "CN=kubernetes-admin, O=system:masters", null, serverAuthentication: false));
        _nodeClient = new(() => Keep("apiserver-kubelet-client", "CN=kube-apiserver-kubelet-client, O=system:masters", null, serverAuthentication: false));
    }

    /// <summary>The certificate authority, with its key.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>The API server's serving certificate.</summary>
    public X509Certificate2 Serving => _serving.Value;

    /// <summary>The administrator's client certificate (group <c>system:masters</c>).</summary>
    public X509Certificate2 Administrator => _administrator.Value;

    /// <summary>The client certificate with which the API server calls node agents.</summary>
    public X509Certificate2 NodeClient => _nodeClient.Value;

    /// <summary>Signs service account tokens.</summary>
    public ECDsa ServiceAccountKey { get; }

    /// <summary>The administrator's static bearer token.</summary>
    public string AdminToken { get; }

    /// <summary>The authority's certificate as PEM.</summary>
    public string AuthorityPem => Authority.ExportCertificatePem() + "\n";

    /// <summary>Opens the folder of the options, making what is missing or near its end.</summary>
    public static ClusterCertificates Open(ClusterCertificatesOptions options, TimeProvider time)
    {
        var folder = options.Folder ?? throw new ArgumentException("a folder is needed to open", nameof(options));
        var certificates = new ClusterCertificates(new FolderKeyStore(folder).Open(time), options, time);
        _ = (certificates.Serving, certificates.Administrator, certificates.NodeClient);
        return certificates;
    }

    /// <summary>Certificates from a cluster's keys, kept in memory only; <see cref="ClusterCertificatesOptions.Folder"/> must be null.</summary>
    public static ClusterCertificates FromKeys(ClusterKeys keys, ClusterCertificatesOptions options, TimeProvider time) =>
        options.Folder is null ? new(keys, options, time) : throw new ArgumentException("certificates from keys are kept in no folder", nameof(options));

    /// <summary>Signs a certificate for a subject and public key.</summary>
    /// <param name="subject">Distinguished name.</param>
    /// <param name="key">Public key to certify.</param>
    /// <param name="names">Alternative names; null for none.</param>
    /// <param name="usages">Extended key usages: 1.3.6.1.5.5.7.3.1 is server, .2 client authentication.</param>
    /// <param name="lifetime">Lifetime; never beyond that of the authority.</param>
    public X509Certificate2 Sign(X500DistinguishedName subject, PublicKey key, SubjectAlternativeNameBuilder? names, OidCollection usages, TimeSpan lifetime)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Authority, true, false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());

        // Clocks differ by minutes between machines: a certificate must not come from the future.
        var from = _time.GetUtcNow().AddHours(-1);
        var until = from + lifetime;
        if (until > Authority.NotAfter.ToUniversalTime())
            until = Authority.NotAfter.ToUniversalTime();
        using var signer = Authority.GetECDsaPrivateKey() ?? throw new InvalidOperationException("the certificate authority has no ECDSA key");
        return request.Create(Authority.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), from, until, RandomNumberGenerator.GetBytes(16));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Authority.Dispose();
        foreach (var made in (Lazy<X509Certificate2>[])[_serving, _administrator, _nodeClient])
        {
            if (made.IsValueCreated)
                made.Value.Dispose();
        }

        ServiceAccountKey.Dispose();
    }

    private X509Certificate2 Keep(string name, string subject, SubjectAlternativeNameBuilder? names, bool serverAuthentication)
    {
        var existing = _options.Folder is { } folder ? CertificateFiles.Read(folder, name) : null;
        if (existing is not null && !NearsItsEnd(existing) && Covers(existing, names))
            return existing;
        existing?.Dispose();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var usages = new OidCollection { new Oid(serverAuthentication ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2") };
        using var certificate = Sign(new X500DistinguishedName(subject), new PublicKey(key), names, usages, _options.Lifetime);
        if (_options.Folder is null)
            return CertificateFiles.Load(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        CertificateFiles.Write(_options.Folder, name, certificate, key);
        return CertificateFiles.Read(_options.Folder, name)!;
    }

    private bool NearsItsEnd(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime() - _time.GetUtcNow() < _options.Lifetime / 3;

    private static bool Covers(X509Certificate2 certificate, SubjectAlternativeNameBuilder? names) =>
        names is null || certificate.Extensions.Any(extension => extension.Oid?.Value == "2.5.29.17" && extension.RawData.AsSpan().SequenceEqual(names.Build().RawData));

    private SubjectAlternativeNameBuilder ServingNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (IEnumerable<string>)
            ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", $"kubernetes.default.svc.{_options.ClusterDomain}", .. _options.Names])
        {
            names.AddDnsName(name);
        }

        foreach (var address in _options.Addresses.Prepend(IPAddress.IPv6Loopback).Prepend(IPAddress.Loopback).Distinct())
            names.AddIpAddress(address);
        return names;
    }
}
