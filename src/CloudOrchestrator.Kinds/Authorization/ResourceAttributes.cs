namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed record ResourceAttributes
{
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    [Field("verb", 2, Presence = Presence.OmitEmpty)]
    public string? Verb { get; init; }

    [Field("group", 3, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    [Field("version", 4, Presence = Presence.OmitEmpty)]
    public string? Version { get; init; }

    [Field("resource", 5, Presence = Presence.OmitEmpty)]
    public string? Resource { get; init; }

    [Field("subresource", 6, Presence = Presence.OmitEmpty)]
    public string? Subresource { get; init; }

    [Field("name", 7, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("fieldSelector", 8)]
    public FieldSelectorAttributes? FieldSelector { get; init; }

    [Field("labelSelector", 9)]
    public LabelSelectorAttributes? LabelSelector { get; init; }
}
