using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Images;

/// <summary>Finds the credentials for an image among a pod's pull secrets.</summary>
public static class PullSecrets
{
    /// <summary>The credentials that match, the most specific first; empty when none do.</summary>
    public static IReadOnlyList<RegistryCredentials> Matching(ImageReference image, IEnumerable<Secret> secrets) =>
        [.. secrets.SelectMany(EntriesOf)
            .Where(entry => Matches(image, entry.Server))
            .OrderByDescending(entry => entry.Server.Length)
            .Select(entry => entry.Credentials)];

    private static IEnumerable<(string Server, RegistryCredentials Credentials)> EntriesOf(Secret secret)
    {
        var (key, isWrapped) = secret.Type == "kubernetes.io/dockercfg" ? (".dockercfg", false) : (".dockerconfigjson", true);
        if (secret.Data is null || !secret.Data.TryGetValue(key, out var bytes))
            return [];
        try
        {
            var document = JsonNode.Parse(bytes) as JsonObject;
            var servers = isWrapped ? document?["auths"] as JsonObject : document;
            return [.. (servers ?? []).Where(entry => entry.Value is JsonObject)
                .Select(entry => (Normalize(entry.Key), Read(entry.Key, entry.Value!.AsObject())))];
        }
        catch (System.Text.Json.JsonException)
        {
            // A secret that is no JSON gives no credentials; the registry's refusal tells the rest.
            return [];
        }
    }

    private static RegistryCredentials Read(string server, JsonObject entry)
    {
        var username = Text(entry, "username");
        var password = Text(entry, "password");
        if (Text(entry, "auth") is { Length: > 0 } encoded && TryDecode(encoded) is { } pair && pair.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
            (username, password) = (pair[..colon], pair[(colon + 1)..].TrimEnd('\0'));
        return new RegistryCredentials(server, username, password, Text(entry, "identitytoken"));
    }

    private static string Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string? TryDecode(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var count) ? Encoding.UTF8.GetString(buffer, 0, count) : null;
    }

    private static string Normalize(string server)
    {
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        var bare = (scheme < 0 ? server : server[(scheme + 3)..]).TrimEnd('/');
        foreach (var version in (string[])["/v1", "/v2"])
        {
            if (bare.EndsWith(version, StringComparison.Ordinal))
                bare = bare[..^version.Length];
        }
        return bare is "index.docker.io" or "registry-1.docker.io" ? "docker.io" : bare;
    }

    /// <summary>A server matches by host, whose labels may be <c>*</c>, and by the beginning of the path when it has one.</summary>
    private static bool Matches(ImageReference image, string server)
    {
        var slash = server.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (server, "") : (server[..slash], server[(slash + 1)..]);
        var wanted = host.Split('.');
        var actual = image.Registry.Split('.');
        return wanted.Length == actual.Length
            && wanted.Zip(actual).All(pair => pair.First == "*" || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase))
            && (path.Length == 0 || image.Repository == path || image.Repository.StartsWith(path + "/", StringComparison.Ordinal));
    }
}
