using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.Tests;

/// <summary>Tokens as a node signs them with its certificate's key.</summary>
internal static class NodeToken
{
    public const string Audience = "https://kubernetes.default.svc.cluster.local";

    public static string Create(X509Certificate2 certificate, ECDsa signer, string subject, Action<JsonObject>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = subject, ["sub"] = subject, ["aud"] = Audience, ["iat"] = now, ["exp"] = now + 600 };
        change?.Invoke(claims);
        var header = new JsonObject { ["alg"] = "ES256", ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)) };
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(signer.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    public static string Encode(JsonObject value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
