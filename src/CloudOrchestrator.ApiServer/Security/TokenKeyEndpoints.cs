using System.Buffers.Text;
using System.Security.Cryptography;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>OpenID discovery of service account tokens: others can check our tokens with the public key.</summary>
internal sealed class TokenKeyEndpoints(ECDsa key, string issuer) : IPathEndpoint
{
    private const string Configuration = "/.well-known/openid-configuration";
    private const string Keys = "/openid/v1/jwks";

    /// <inheritdoc/>
    public bool Serves(string path) => path is Configuration or Keys;

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return path == Keys
            ? ResponseWriter.WriteBytesAsync(context, 200, "application/jwk-set+json", JsonSerializer.SerializeToUtf8Bytes(KeySet(), ObjectJson.Options))
            : ResponseWriter.WriteBytesAsync(context, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(Document(context), ObjectJson.Options));
    }

    private JsonObject Document(HttpContext context) => new()
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = $"https://{context.Request.Host}{Keys}",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
    };

    private JsonObject KeySet()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "EC",
                ["kid"] = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())),
                ["crv"] = "P-256",
                ["alg"] = "ES256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            }),
        };
    }
}
