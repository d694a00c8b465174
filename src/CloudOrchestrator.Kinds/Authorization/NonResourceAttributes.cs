namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>A request for a path that is no resource.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed record NonResourceAttributes
{
    /// <summary>The URL's path.</summary>
    [Field("path", 1, Presence = Presence.OmitEmpty)]
    public string? Path { get; init; }

    /// <summary>The HTTP method in lower case.</summary>
    [Field("verb", 2, Presence = Presence.OmitEmpty)]
    public string? Verb { get; init; }
}
