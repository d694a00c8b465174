namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.TokenRequestSpec")]
public sealed record TokenRequestSpec
{
    [Field("audiences", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Audiences { get; init; } = [];

    [Field("expirationSeconds", 4, Presence = Presence.Always, Required = true, Default = "3600")]
    public long ExpirationSeconds { get; init; }

    [Field("boundObjectRef", 3, Presence = Presence.Always, Nullable = true, Required = true)]
    public BoundObjectReference BoundObjectRef { get; init; } = new();
}
