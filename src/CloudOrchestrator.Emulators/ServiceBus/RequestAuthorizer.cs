using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Decides whether a request's Authorization header allows what it asks for.</summary>
internal sealed class RequestAuthorizer(ServiceBusRestOptions options, TimeProvider time)
{
    /// <summary>Null when it does; otherwise why not.</summary>
    public string? Refusal(string? authorization, string host, string path, AccessClaims needed)
    {
        if (string.IsNullOrEmpty(authorization))
            return "MissingToken: the request has no Authorization header";
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || header.Parameter is null)
            return "MalformedToken: the Authorization header is neither a SharedAccessSignature nor a Bearer token";
        if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return options.BearerTokens.Contains(header.Parameter) ? null : "InvalidToken: the bearer token is not known here";
        return header.Scheme.Equals("SharedAccessSignature", StringComparison.OrdinalIgnoreCase)
            ? Signature(header.Parameter, host, path, needed)
            : $"MalformedToken: '{header.Scheme}' is not a scheme that is accepted";
    }

    private string? Signature(string token, string host, string path, AccessClaims needed)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in token.Split('&'))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !fields.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
                return "MalformedToken: a SharedAccessSignature consists of sr, sig, se and skn, each once";
        }
        if (fields.Count != 4 || !fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var keyName))
        {
            return "MalformedToken: a SharedAccessSignature consists of sr, sig, se and skn, each once";
        }
        var policyName = Uri.UnescapeDataString(keyName);
        if (options.Policies.FirstOrDefault(policy => policy.Name == policyName && IsFor(policy, path)) is not { } policy)
            return $"InvalidSignature: there is no policy '{policyName}' for this entity";
        // The text that is signed is the resource exactly as the token spells it, escapes included.
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(policy.Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        if (!TryDecode(Uri.UnescapeDataString(signature), out var actual) || !CryptographicOperations.FixedTimeEquals(expected, actual))
            return "InvalidSignature: the token has an invalid signature";
        if (!long.TryParse(expiry, out var seconds) || seconds <= time.GetUtcNow().ToUnixTimeSeconds())
            return "ExpiredToken: the token is expired";
        if (!Covers(Uri.UnescapeDataString(resource), host, path))
            return $"InvalidAudience: the token's resource '{Uri.UnescapeDataString(resource)}' does not cover '{host}/{path}'";
        var claims = policy.Claims.HasFlag(AccessClaims.Manage) ? AccessClaims.All : policy.Claims;
        return claims.HasFlag(needed) ? null : $"Unauthorized access. '{needed}' claim(s) are required to perform this operation.";
    }

    private static bool IsFor(SharedAccessPolicy policy, string path) =>
        policy.Queue is null || IsPrefix(policy.Queue, path);

    private static bool TryDecode(string base64, out byte[] bytes)
    {
        bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return false;
        bytes = bytes[..length];
        return true;
    }

    private bool Covers(string resource, string host, string path)
    {
        var schemeEnd = resource.IndexOf("://", StringComparison.Ordinal);
        var plain = schemeEnd < 0 ? resource : resource[(schemeEnd + 3)..];
        return options.HostNames.Append(host).Any(name => IsPrefix(plain, $"{name}/{path}"));
    }

    /// <summary>A prefix of whole segments: a token for <c>queue</c> is none for <c>queue-2</c>.</summary>
    private static bool IsPrefix(string prefix, string path)
    {
        prefix = prefix.TrimEnd('/');
        return path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }
}
