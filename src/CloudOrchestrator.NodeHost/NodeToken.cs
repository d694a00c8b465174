using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>
/// Bearer tokens that a node signs with the key of its own certificate and that carry the certificate: for servers behind a front end that ends TLS and never
/// shows them a client certificate.
/// </summary>
/// <param name="certificate">The node's client certificate at the time; null before there is one.</param>
/// <param name="audience">Who the tokens are for: the cluster's issuer.</param>
/// <param name="clock">The clock they are judged by.</param>
internal sealed class NodeToken(Func<X509Certificate2?> certificate, string audience, ServiceClock clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private X509Certificate2? _signedBy;
    private string? _token;
    private DateTimeOffset _issuedAt;

    /// <summary>A token that is good for minutes; null when there is no certificate yet.</summary>
    public string? Current()
    {
        if (certificate() is not { } signer)
            return null;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            // A clock that was set back makes a token of the future, which is no better than one of the past.
            var isFresh = now >= _issuedAt && now < _issuedAt + Life - RenewBefore;
            if (_token is null || !isFresh || !ReferenceEquals(_signedBy, signer))
                (_token, _signedBy, _issuedAt) = (Sign(signer, now), signer, now);
            return _token;
        }
    }

    private string Sign(X509Certificate2 signer, DateTimeOffset now)
    {
        var name = signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["x5c"] = new JsonArray(Convert.ToBase64String(signer.RawData)) };
        var claims = new JsonObject
        {
            ["iss"] = name,
            ["sub"] = name,
            ["aud"] = audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        using var key = signer.GetECDsaPrivateKey() ?? throw new InvalidOperationException("the node's certificate has no EC key to sign with");
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
