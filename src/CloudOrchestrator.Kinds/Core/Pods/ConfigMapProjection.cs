namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ConfigMapProjection")]
public sealed record ConfigMapProjection
{
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    [Field("items", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
