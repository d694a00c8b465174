namespace CloudOrchestrator.Kinds.Core.Namespaces;

[ApiType("io.k8s.api.core.v1.NamespaceStatus")]
public sealed record NamespaceStatus
{
    [Field("phase", 1, Presence = Presence.OmitEmpty, Default = "\"Active\"")]
    public string? Phase { get; init; }

    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NamespaceCondition>? Conditions { get; init; }
}
