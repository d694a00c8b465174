namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed record ServiceAccountTokenProjection
{
    [Field("audience", 1, Presence = Presence.OmitEmpty)]
    public string? Audience { get; init; }

    [Field("expirationSeconds", 2, Default = "3600")]
    public long? ExpirationSeconds { get; init; }

    [Field("path", 3, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";
}
