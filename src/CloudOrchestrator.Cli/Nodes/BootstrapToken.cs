using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>A token that a machine joins with: <c>id.secret</c>, kept in the cluster as a Secret of type bootstrap.kubernetes.io/token.</summary>
internal sealed partial record BootstrapToken(string Id, string Secret)
{
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 6;
    private const int SecretLength = 16;

    /// <summary>A new one. From the system's generator: whoever guesses it joins.</summary>
    public static BootstrapToken Create() =>
        new(RandomNumberGenerator.GetString(Characters, IdLength), RandomNumberGenerator.GetString(Characters, SecretLength));

    /// <summary>Parses <c>id.secret</c>.</summary>
    /// <exception cref="CliException">It has another form.</exception>
    public static BootstrapToken Parse(string text) =>
        Form().Match(text) is { Success: true } match
            ? new BootstrapToken(match.Groups[1].Value, match.Groups[2].Value)
            : throw new CliException("a token has the form abcdef.0123456789abcdef");

    /// <summary>The Secret to create.</summary>
    public JsonObject ToSecret(DateTimeOffset? expiry, string? description)
    {
        var data = new JsonObject
        {
            ["token-id"] = Id,
            ["token-secret"] = Secret,
            ["usage-bootstrap-authentication"] = "true",
            ["usage-bootstrap-signing"] = "true",
            ["auth-extra-groups"] = "system:bootstrappers:cloudorchestrator:nodes",
        };
        if (expiry is { } at)
            data["expiration"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(description))
            data["description"] = description;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = $"bootstrap-token-{Id}", ["namespace"] = "kube-system" },
            ["type"] = "bootstrap.kubernetes.io/token",
            ["stringData"] = data,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}.{Secret}";

    [GeneratedRegex(@"\A([a-z0-9]{6})\.([a-z0-9]{16})\z")]
    private static partial Regex Form();
}
