using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Issues and verifies service account tokens: JWTs (RFC 7519) signed with ES256, with the claims Kubernetes puts into them.</summary>
public sealed class ServiceAccountTokens(ECDsa key, string issuer, TimeProvider time)
{
    private readonly string _keyId = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>The issuer, also the default audience.</summary>
    public string Issuer { get; } = issuer;

    /// <summary>Writes a token.</summary>
    public string Issue(ServiceAccountClaims claims)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = _keyId };
        var text = $"{Encode(header)}.{Encode(Payload(claims))}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>
    /// Reads a token; null when it is not one of ours, has been altered or is not valid now. Whether the objects it is bound to still exist is for the caller to
    /// check.
    /// </summary>
    public ServiceAccountClaims? Verify(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256))
                return null;
            var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))?.AsObject();
            var claims = payload is null || (string?)payload["iss"] != Issuer ? null : Claims(payload);
            return claims is not null && claims.ExpiresAt > time.GetUtcNow() ? claims : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A token that is not well-formed is no token.
            return null;
        }
    }

    private JsonObject Payload(ServiceAccountClaims claims)
    {
        var kubernetes = new JsonObject
        {
            ["namespace"] = claims.Namespace,
            ["serviceaccount"] = Reference(claims.ServiceAccountName, claims.ServiceAccountUid),
        };
        if (claims.PodName is not null)
            kubernetes["pod"] = Reference(claims.PodName, claims.PodUid);
        if (claims.NodeName is not null)
            kubernetes["node"] = Reference(claims.NodeName, claims.NodeUid);
        if (claims.SecretName is not null)
            kubernetes["secret"] = Reference(claims.SecretName, claims.SecretUid);
        return new JsonObject
        {
            ["aud"] = new JsonArray([.. claims.Audiences.Select(audience => (JsonNode)audience)]),
            ["exp"] = claims.ExpiresAt.ToUnixTimeSeconds(),
            ["iat"] = claims.IssuedAt.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = claims.TokenId,
            ["kubernetes.io"] = kubernetes,
            ["nbf"] = claims.IssuedAt.ToUnixTimeSeconds(),
            ["sub"] = claims.UserName,
        };
    }

    private static ServiceAccountClaims? Claims(JsonObject payload)
    {
        if (payload["kubernetes.io"] is not JsonObject kubernetes || kubernetes["serviceaccount"] is not JsonObject account)
            return null;
        return new ServiceAccountClaims
        {
            Namespace = (string?)kubernetes["namespace"] ?? "",
            ServiceAccountName = (string?)account["name"] ?? "",
            ServiceAccountUid = (string?)account["uid"] ?? "",
            Audiences = [.. payload["aud"]!.AsArray().Select(audience => (string)audience!)],
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds((long)payload["iat"]!),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds((long)payload["exp"]!),
            TokenId = (string?)payload["jti"] ?? "",
            PodName = (string?)kubernetes["pod"]?["name"],
            PodUid = (string?)kubernetes["pod"]?["uid"],
            NodeName = (string?)kubernetes["node"]?["name"],
            NodeUid = (string?)kubernetes["node"]?["uid"],
            SecretName = (string?)kubernetes["secret"]?["name"],
            SecretUid = (string?)kubernetes["secret"]?["uid"],
        };
    }

    private static JsonObject Reference(string name, string? uid) => new() { ["name"] = name, ["uid"] = uid };

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
