namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed record ListMeta
{
    [Field("selfLink", 1, Presence = Presence.OmitEmpty)]
    public string? SelfLink { get; init; }

    [Field("resourceVersion", 2, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    [Field("continue", 3, Presence = Presence.OmitEmpty)]
    public string? Continue { get; init; }

    [Field("remainingItemCount", 4)]
    public long? RemainingItemCount { get; init; }
}
