namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.FieldSelectorAttributes")]
public sealed record FieldSelectorAttributes
{
    [Field("rawSelector", 1, Presence = Presence.OmitEmpty)]
    public string? RawSelector { get; init; }

    [Field("requirements", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<FieldSelectorRequirement>? Requirements { get; init; }
}
