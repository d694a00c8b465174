using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>What makes a cluster that cluster: the keys that no process can make again. Everything else is derived from them. Its text is a JSON object of PEMs.</summary>
public sealed class ClusterKeys
{
    private const int AdminTokenBytes = 32;
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);

    private readonly IReadOnlyDictionary<string, string> _parts;

    private ClusterKeys(IReadOnlyDictionary<string, string> parts)
    {
        foreach (var name in Names)
        {
            if (string.IsNullOrWhiteSpace(parts.GetValueOrDefault(name)))
                throw new FormatException($"the cluster's keys lack {name}");
        }

        _parts = parts;
    }

    /// <summary>Keys from their parts.</summary>
    /// <exception cref="FormatException">A part is missing.</exception>
    internal static ClusterKeys Of(IReadOnlyDictionary<string, string> parts) => new(parts);

    /// <summary>Names of the parts, as files and in the text.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["ca.crt", "ca.key", "sa.key", "admin.token"];

    /// <summary>The authority's certificate as PEM.</summary>
    public string AuthorityPem => _parts["ca.crt"];

    /// <summary>The authority's key as PEM.</summary>
    public string AuthorityKeyPem => _parts["ca.key"];

    /// <summary>The key that signs service account tokens, as PEM.</summary>
    public string ServiceAccountKeyPem => _parts["sa.key"];

    /// <summary>The administrator's bearer token.</summary>
    public string AdminToken => _parts["admin.token"].Trim();

    /// <summary>New keys: ECDSA on P-256, an authority for ten years.</summary>
    public static ClusterKeys Create(TimeProvider time)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serviceAccountKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));

        // Clocks of processes and machines differ: the authority must be valid at once for all of them.
        var from = time.GetUtcNow().AddDays(-1);
        using var authority = request.CreateSelfSigned(from, from + AuthorityLifetime);
        return new ClusterKeys(new Dictionary<string, string>
        {
            ["ca.crt"] = authority.ExportCertificatePem() + "\n",
            ["ca.key"] = authorityKey.ExportPkcs8PrivateKeyPem(),
            ["sa.key"] = serviceAccountKey.ExportPkcs8PrivateKeyPem(),
            ["admin.token"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AdminTokenBytes)) + "\n",
        });
    }

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is no such text; the message never quotes it.</exception>
    public static ClusterKeys Parse(string text)
    {
        try
        {
            return new ClusterKeys(JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? []);
        }
        catch (JsonException)
        {
            throw new FormatException("the cluster's keys are no JSON object of texts");
        }
    }

    /// <summary>The keys of the cluster; the first process of a cluster makes them.</summary>
    public static async ValueTask<ClusterKeys> OpenAsync(IClusterKeyStore store, TimeProvider time, CancellationToken cancellationToken) =>
        Parse(await store.ReadAsync(cancellationToken) ?? await store.CreateIfAbsentAsync(Create(time).ToText(), cancellationToken));

    /// <summary>The text that <see cref="Parse"/> reads. Secret.</summary>
    public string ToText() => JsonSerializer.Serialize(_parts);

    /// <summary>One part by its name.</summary>
    internal string Part(string name) => _parts[name];
}
