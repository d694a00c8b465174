namespace CloudOrchestrator.Objects.Meta;

/// <summary>What every object has: its name, labels, annotations and history.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")]
public sealed record ObjectMeta
{
    /// <summary>Name of the object, unique for its kind within its namespace. Cannot be changed.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>Beginning of a name that the server completes when name is unset.</summary>
    [Field("generateName", 2, Presence = Presence.OmitEmpty)]
    public string? GenerateName { get; init; }

    /// <summary>Namespace of the object; empty for kinds that have none. Cannot be changed.</summary>
    [Field("namespace", 3, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }

    /// <summary>No longer in use.</summary>
    [Field("selfLink", 4, Presence = Presence.OmitEmpty)]
    public string? SelfLink { get; init; }

    /// <summary>Identifier that no other object has or ever had; set by the server.</summary>
    [Field("uid", 5, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>Revision at which the object last changed; set by the server. Send it with an update to be refused if the object has changed since.</summary>
    [Field("resourceVersion", 6, Presence = Presence.OmitEmpty)]
    public string? ResourceVersion { get; init; }

    /// <summary>Number that grows with each change of what is wanted; set by the server.</summary>
    [Field("generation", 7, Presence = Presence.OmitEmpty)]
    public long? Generation { get; init; }

    /// <summary>When the object was created; set by the server.</summary>
    [Field("creationTimestamp", 8, Presence = Presence.Always)]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When the object is due to be gone; set by the server when deletion is asked for, and the object goes once it has no finalizers.</summary>
    [Field("deletionTimestamp", 9)]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Time the object gets to finish before it is removed; set together with deletionTimestamp.</summary>
    [Field("deletionGracePeriodSeconds", 10)]
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Keys and values by which objects are grouped and selected.</summary>
    [Field("labels", 11, Presence = Presence.OmitEmpty, Shared = true)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Keys and values of any kind for tools; not selectable.</summary>
    [Field("annotations", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Objects this one belongs to: when all are gone, it is deleted too.</summary>
    [Field("ownerReferences", 13, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "uid", ListType = ListType.Map, ListMapKeys = "uid", Shared = true)]
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Who has to clean up before the object may go; each removes its own entry.</summary>
    [Field("finalizers", 14, Presence = Presence.OmitEmpty, PatchStrategy = "merge", ListType = ListType.Set)]
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Who manages which fields; kept by the server for server-side apply.</summary>
    [Field("managedFields", 17, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }
}
