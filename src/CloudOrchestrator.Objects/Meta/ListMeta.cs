namespace CloudOrchestrator.Objects.Meta;

/// <summary>Revision of a list, and how to read on.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed record ListMeta
{
    /// <summary>No longer in use.</summary>
    [Field("selfLink", 1, Presence = Presence.OmitEmpty)]
    public string? SelfLink { get; init; }

    /// <summary>Revision of the list: watch from here to miss nothing.</summary>
    [Field("resourceVersion", 2, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    /// <summary>Set when there is more: pass it on as the parameter continue to get the next part.</summary>
    [Field("continue", 3, Presence = Presence.OmitEmpty)]
    public string? Continue { get; init; }

    /// <summary>About how many objects are left after this part; unknown when unset.</summary>
    [Field("remainingItemCount", 4)]
    public long? RemainingItemCount { get; init; }
}
