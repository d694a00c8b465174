namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.BoundObjectReference")]
public sealed record BoundObjectReference
{
    [Field("kind", 1, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    [Field("apiVersion", 2, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    [Field("name", 3, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("uid", 4, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }
}
