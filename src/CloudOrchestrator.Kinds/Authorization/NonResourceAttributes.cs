namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed record NonResourceAttributes
{
    [Field("path", 1, Presence = Presence.OmitEmpty)]
    public string? Path { get; init; }

    [Field("verb", 2, Presence = Presence.OmitEmpty)]
    public string? Verb { get; init; }
}
