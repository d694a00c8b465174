namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")]
public sealed record ObjectMeta
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("generateName", 2, Presence = Presence.OmitEmpty)]
    public string? GenerateName { get; init; }

    [Field("namespace", 3, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    [Field("selfLink", 4, Presence = Presence.OmitEmpty)]
    public string? SelfLink { get; init; }

    [Field("uid", 5, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("resourceVersion", 6, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    [Field("generation", 7, Presence = Presence.OmitEmpty)]
    public long? Generation { get; init; }

    [Field("creationTimestamp", 8, Presence = Presence.Always)]
    public DateTimeOffset? CreationTimestamp { get; init; }

    [Field("deletionTimestamp", 9)]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    [Field("deletionGracePeriodSeconds", 10)]
    public long? DeletionGracePeriodSeconds { get; init; }

    [Field("labels", 11, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Field("annotations", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [Field("ownerReferences", 13, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "uid", ListType = ListType.Map, ListMapKeys = "uid")]
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    [Field("finalizers", 14, Presence = Presence.OmitEmpty, PatchStrategy = "merge", ListType = ListType.Set)]
    public IReadOnlyList<string>? Finalizers { get; init; }

    [Field("managedFields", 17, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }
}
