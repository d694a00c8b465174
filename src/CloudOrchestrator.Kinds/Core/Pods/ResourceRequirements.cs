namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ResourceRequirements")]
public sealed record ResourceRequirements
{
    [Field("limits", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Field("requests", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }

    [Field("claims", 3, Presence = Presence.OmitEmpty, ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ResourceClaim>? Claims { get; init; }
}
