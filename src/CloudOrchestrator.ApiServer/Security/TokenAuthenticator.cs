using System.Security.Cryptography;
using System.Text;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Bearer tokens: the administrator's, service accounts', those signed with a client certificate's key, and bootstrap tokens.</summary>
internal sealed class TokenAuthenticator(ServerParts parts, ServiceAccountTokens tokens, CertificateTokens certificateTokens, string adminToken)
{
    private const string BootstrapSecretType = "bootstrap.kubernetes.io/token";

    /// <summary>Who the token speaks for, and the audiences it is good for; null when it is not valid.</summary>
    public async ValueTask<(Caller Caller, IReadOnlyList<string> Audiences)?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (AreEqual(token, adminToken))
            return (Caller.User("kubernetes-admin", Caller.MastersGroup), [parts.Options.ServiceAccountIssuer]);
        if (tokens.Verify(token) is { } claims)
            return await AuthenticateAsync(claims, cancellationToken) is { } account ? (account, claims.Audiences) : null;
        if (certificateTokens.Authenticate(token) is { } holder)
            return (holder, [parts.Options.ServiceAccountIssuer]);
        return await BootstrapAsync(token, cancellationToken) is { } joining ? (joining, [parts.Options.ServiceAccountIssuer]) : null;
    }

    // A token dies with its service account and with the objects it is bound to.
    private async ValueTask<Caller?> AuthenticateAsync(ServiceAccountClaims claims, CancellationToken cancellationToken)
    {
        if (!await IsAliveAsync("serviceaccounts", claims.Namespace, claims.ServiceAccountName, claims.ServiceAccountUid, cancellationToken)
            || (claims.PodName is { } pod && !await IsAliveAsync("pods", claims.Namespace, pod, claims.PodUid, cancellationToken))
            || (claims.SecretName is { } secret && !await IsAliveAsync("secrets", claims.Namespace, secret, claims.SecretUid, cancellationToken)))
        {
            return null;
        }

        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.TokenId}"] };
        AddExtra(extra, "pod-name", claims.PodName);
        AddExtra(extra, "pod-uid", claims.PodUid);
        AddExtra(extra, "node-name", claims.NodeName);
        AddExtra(extra, "node-uid", claims.NodeUid);
        return new Caller(claims.UserName, claims.ServiceAccountUid, claims.Groups, extra);
    }

    private static void AddExtra(Dictionary<string, IReadOnlyList<string>> extra, string name, string? value)
    {
        if (value is not null)
            extra[$"authentication.kubernetes.io/{name}"] = [value];
    }

    // A token may be used before this process has seen the object it was issued for.
    private async ValueTask<bool> IsAliveAsync(string stream, string @namespace, string name, string? uid, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(@namespace, name);
        return (await parts.Store.GetAsync(stream, key, fresh: false, cancellationToken))?.Uid == uid
            || (await parts.Store.GetAsync(stream, key, fresh: true, cancellationToken))?.Uid == uid;
    }

    private async ValueTask<Caller?> BootstrapAsync(string token, CancellationToken cancellationToken)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot != 6 || token.Length != 23)
            return null;
        var id = token[..dot];
        var key = new ObjectKey("kube-system", $"bootstrap-token-{id}");
        if (await parts.Store.GetAsync("secrets", key, fresh: true, cancellationToken) is not { } stored)
            return null;
        var secret = stored.ToJsonObject();
        var data = secret.Object("data");
        if (secret.Text("type") != BootstrapSecretType || MetadataView.Of(secret).DeletionTimestamp is not null || Value(data, "token-id") != id
            || !AreEqual(Value(data, "token-secret"), token[(dot + 1)..]) || Value(data, "usage-bootstrap-authentication") != "true")
        {
            return null;
        }

        var expiration = Value(data, "expiration");
        if (expiration.Length > 0 && (!DateTimeOffset.TryParse(expiration, System.Globalization.CultureInfo.InvariantCulture, out var ends) || ends <= parts.Now))
            return null;
        var groups = Value(data, "auth-extra-groups").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Caller.User($"system:bootstrap:{id}", ["system:bootstrappers", .. groups]);
    }

    private static string Value(JsonObject? data, string name)
    {
        var bytes = new byte[4096];
        return Convert.TryFromBase64String(data.Text(name), bytes, out var length) ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : "";
    }

    private static bool AreEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
