namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Writes a token of the pod's service account into a file and renews it in time.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed record ServiceAccountTokenProjection
{
    /// <summary>For whom the token is meant; the API server by default.</summary>
    [Field("audience", 1, Presence = Presence.OmitEmpty)]
    public string? Audience { get; init; }

    /// <summary>How long a token is valid, 600 at least; 3600 by default.</summary>
    [Field("expirationSeconds", 2, Default = "3600")]
    public long? ExpirationSeconds { get; init; }

    /// <summary>Name of the file, relative to the volume.</summary>
    [Field("path", 3, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";
}
