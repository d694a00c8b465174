namespace CloudOrchestrator.ApiServer.Security;

/// <summary>What a service account token says.</summary>
public sealed record ServiceAccountClaims
{
    /// <summary>Namespace of the service account.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the service account.</summary>
    public required string ServiceAccountName { get; init; }

    /// <summary>UID of the service account.</summary>
    public required string ServiceAccountUid { get; init; }

    /// <summary>Audiences the token is for.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>When the token was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Unique id of the token.</summary>
    public required string TokenId { get; init; }

    /// <summary>Name of the pod the token is bound to; null when unbound.</summary>
    public string? PodName { get; init; }

    /// <summary>UID of that pod.</summary>
    public string? PodUid { get; init; }

    /// <summary>Name of the node the pod runs on.</summary>
    public string? NodeName { get; init; }

    /// <summary>UID of that node.</summary>
    public string? NodeUid { get; init; }

    /// <summary>Name of the secret the token is bound to; null when unbound.</summary>
    public string? SecretName { get; init; }

    /// <summary>UID of that secret.</summary>
    public string? SecretUid { get; init; }

    /// <summary>The user name: <c>system:serviceaccount:&lt;namespace&gt;:&lt;name&gt;</c>.</summary>
    public string UserName => $"system:serviceaccount:{Namespace}:{ServiceAccountName}";

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups => ["system:serviceaccounts", $"system:serviceaccounts:{Namespace}", "system:authenticated"];
}
