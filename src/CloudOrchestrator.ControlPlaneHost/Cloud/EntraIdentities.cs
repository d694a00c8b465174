using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ControlPlaneHost.Settings;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>
/// Recognises managed identities by their tokens of Microsoft Entra ID: RS256, signed by one of the issuer's published keys, for our audience, and of a principal
/// that may join machines.
/// </summary>
internal sealed class EntraIdentities(BootstrapSetting setting, HttpClient http, TimeProvider time) : IBootstrapIdentities
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeysHold = TimeSpan.FromHours(6);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyDictionary<string, RSAParameters> _keys = new Dictionary<string, RSAParameters>();
    private DateTimeOffset _read = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public async ValueTask<string?> RecogniseAsync(string token, CancellationToken cancellationToken)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims)
            return null;
        if (Text(header["alg"]) != "RS256" || Text(header["kid"]) is not { Length: > 0 } keyId || !Holds(claims) || !IsBase64Url(parts[2]))
            return null;
        var principal = Text(claims["oid"]);
        if (principal is null || !setting.Principals.Contains(principal, StringComparer.OrdinalIgnoreCase))
            return null;
        if (await KeyAsync(keyId, cancellationToken) is not { } key)
            return null;
        using var rsa = RSA.Create(key);
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        return rsa.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? principal : null;
    }

    private static JsonObject? Decode(string part)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // A token that is not well-formed is no token.
            return null;
        }
    }

    private static bool IsBase64Url(string text) => Base64Url.IsValid(text);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var seconds) && Math.Abs(seconds) < 1e11 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    private bool Holds(JsonObject claims)
    {
        var now = time.GetUtcNow();
        return Text(claims["aud"])?.TrimEnd('/') == setting.Audience.TrimEnd('/') && Text(claims["iss"]) == setting.Issuer
            && Time(claims["exp"]) is { } expires && expires > now - Skew && (Time(claims["nbf"]) ?? DateTimeOffset.MinValue) <= now + Skew;
    }

    // Keys are replaced now and then: one that is unknown is asked for, but not more often than once a minute.
    private async Task<RSAParameters?> KeyAsync(string keyId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var age = time.GetUtcNow() - _read;
            if (age > KeysHold || (!_keys.ContainsKey(keyId) && age > AskAgain))
            {
                _keys = Read(JsonNode.Parse(await http.GetStringAsync(setting.JwksUri, cancellationToken)));
                _read = time.GetUtcNow();
            }

            return _keys.TryGetValue(keyId, out var key) ? key : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Dictionary<string, RSAParameters> Read(JsonNode? document)
    {
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        foreach (var key in document?["keys"] as JsonArray ?? [])
        {
            if (Text(key?["kty"]) == "RSA" && Text(key?["kid"]) is { } id && Text(key?["n"]) is { } modulus && Text(key?["e"]) is { } exponent)
                keys[id] = new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) };
        }

        return keys;
    }
}
