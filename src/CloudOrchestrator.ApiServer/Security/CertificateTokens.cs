using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>
/// Client certificates where a front end ends TLS: a JWT (ES256) that carries the certificate (header <c>x5c</c>) and is signed with its key. Issuer and subject
/// are the certificate's common name, the audience is the cluster's issuer. It may live for ten minutes; clocks may differ by five.
/// </summary>
internal sealed class CertificateTokens(CertificateAuthenticator certificates, string audience, TimeProvider time)
{
    private const int KeyBits = 256;
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Who the token speaks for; null when it is no such token or not valid now.</summary>
    public Caller? Authenticate(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))?.AsObject();
            if (header is null || (string?)header["alg"] != "ES256" || header["x5c"] is not JsonArray { Count: > 0 } chain)
                return null;
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String((string?)chain[0] ?? ""));
            if (!IsSigned(certificate, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2])))
                return null;
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))?.AsObject();
            return claims is not null && IsCurrent(claims) && certificates.Authenticate(certificate) is { } caller
                && (string?)claims["iss"] == caller.Name && (string?)claims["sub"] == caller.Name ? caller : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or CryptographicException or OverflowException)
        {
            // A token that is not well-formed is no token.
            return null;
        }
    }

    private static bool IsSigned(X509Certificate2 certificate, string text, byte[] signature)
    {
        using var key = certificate.GetECDsaPublicKey();
        return key is { KeySize: KeyBits } && key.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256);
    }

    private bool IsCurrent(JsonObject claims)
    {
        var now = time.GetUtcNow();
        var issued = Time(claims["iat"]);
        var expires = Time(claims["exp"]);
        var forUs = claims["aud"] switch
        {
            JsonValue one => (string?)one == audience,
            JsonArray many => many.Any(value => (string?)value == audience),
            _ => false,
        };
        return forUs && issued is not null && expires is not null && expires > issued && expires - issued <= LifetimeMax && issued <= now + Skew && expires > now - Skew;
    }

    private static DateTimeOffset? Time(JsonNode? seconds) =>
        seconds is JsonValue value && value.TryGetValue<double>(out var number) && Math.Abs(number) < 1e11 ? DateTimeOffset.FromUnixTimeSeconds((long)number) : null;
}
