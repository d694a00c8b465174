namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>What kind of token is wanted.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequestSpec")]
public sealed record TokenRequestSpec
{
    /// <summary>For whom the token is meant; a recipient must find its own name among these. The API server's own audience when empty.</summary>
    [Field("audiences", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long the token should be valid; the server may shorten or lengthen it. 3600 by default.</summary>
    [Field("expirationSeconds", 4, Presence = Presence.Always, Required = true, Default = "3600")]
    public long ExpirationSeconds { get; init; }

    /// <summary>The object that the token is bound to: it becomes invalid when the object is deleted.</summary>
    [Field("boundObjectRef", 3, Presence = Presence.Always, Nullable = true, Required = true)]
    public BoundObjectReference BoundObjectRef { get; init; } = new();
}
