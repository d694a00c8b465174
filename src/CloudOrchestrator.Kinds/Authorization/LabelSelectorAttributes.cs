namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.LabelSelectorAttributes")]
public sealed record LabelSelectorAttributes
{
    [Field("rawSelector", 1, Presence = Presence.OmitEmpty)]
    public string? RawSelector { get; init; }

    [Field("requirements", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LabelSelectorRequirement>? Requirements { get; init; }
}
