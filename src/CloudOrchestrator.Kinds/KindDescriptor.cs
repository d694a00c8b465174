namespace CloudOrchestrator.Kinds;

/// <summary>
/// All that the server must know of a kind. The server handles objects as JSON trees in canonical form (see <see cref="SchemaConformer"/>);
/// what a kind has to say about them are pure functions. Derive from <see cref="KindDescriptor{T}"/>.
/// </summary>
public abstract class KindDescriptor
{
    /// <summary>Group, version and kind.</summary>
    public abstract GroupVersionKind GroupVersionKind { get; }

    /// <summary>Names in discovery.</summary>
    public abstract KindNames Names { get; }

    /// <summary>The C# type, source of the schema.</summary>
    public abstract Type ObjectType { get; }

    /// <summary>True when objects live in namespaces.</summary>
    public virtual bool Namespaced => true;

    /// <summary>Resource as URLs name it.</summary>
    public ResourceName Resource => new(GroupVersionKind.Group, GroupVersionKind.Version, Names.Plural);

    /// <summary>Stream of the revision log; kinds that are two views of the same objects share one.</summary>
    public virtual string Stream => GroupVersionKind.Group.Length == 0 ? Names.Plural : $"{GroupVersionKind.Group}/{Names.Plural}";

    /// <summary>Verbs in discovery. Kinds that are only posted (reviews) list only <c>create</c>.</summary>
    public virtual IReadOnlyList<string> Verbs => ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>True when objects are stored; false for kinds that are a question and its answer.</summary>
    public virtual bool Stored => true;

    /// <summary>True when status is written only through the status subresource.</summary>
    public virtual bool HasStatus => false;

    /// <summary>The scale subresource's paths; null for none.</summary>
    public virtual ScalePaths? Scale => null;

    /// <summary>Further subresources served by their own handlers, such as <c>log</c>, <c>exec</c>, <c>binding</c>, with their verbs and kinds for discovery.</summary>
    public virtual IReadOnlyList<SubresourceNames> Subresources => [];

    /// <summary>Rule for metadata.name.</summary>
    public virtual NameRule NameRule => NameRule.DnsSubdomain;

    /// <summary>True when PUT to a missing object creates it.</summary>
    public virtual bool AllowCreateOnUpdate => false;

    /// <summary>True when metadata.generation counts the changes that <see cref="ChangesGeneration"/> finds.</summary>
    public virtual bool TracksGeneration => HasStatus;

    /// <summary>True when a status sent with a create is kept: the creator is the one who observes it.</summary>
    public virtual bool KeepsStatusOnCreate => false;

    /// <summary>
    /// What a delete that does not say what becomes of dependents is warned of, when it leaves them as orphans; null when the garbage collector deletes them.
    /// </summary>
    public virtual string? OrphaningWarning => null;

    /// <summary>True when <see cref="PrepareIdentity"/> does something.</summary>
    public virtual bool NeedsIdentity => false;

    /// <summary>Columns of the printed table, <c>NAME</c> and <c>AGE</c> included.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Fields usable in field selectors beyond metadata.name and metadata.namespace, each with its value for an object in this kind's form.</summary>
    public virtual IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields => ImmutableDictionary<string, Func<JsonObject, string>>.Empty;

    /// <summary>Adds computed defaults in place, after those the fields declare. <paramref name="old"/> is the stored object on update.</summary>
    public virtual void ApplyDefaults(JsonObject value, JsonObject? old)
    {
    }

    /// <summary>Clears what a user may not set on create (status) and sets what the server owns. In place. Runs before validation.</summary>
    public virtual void PrepareForCreate(JsonObject value)
    {
        if (HasStatus)
            value["status"] = NewStatus();
    }

    /// <summary>Sets in a new object what follows from its name and uid. In place. Runs after <see cref="PrepareForCreate"/>, before validation.</summary>
    public virtual void PrepareIdentity(JsonObject value)
    {
    }

    /// <summary>Restores what an update of the main resource may not change (status). In place. Runs before validation.</summary>
    public virtual void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        if (HasStatus)
            CopyField("status", old, value);
    }

    /// <summary>Restores what an update of the status subresource may not change (everything but status). In place.</summary>
    public virtual void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
        foreach (var name in value.Select(field => field.Key).Union(old.Select(field => field.Key), StringComparer.Ordinal).ToArray())
        {
            if (name is not ("status" or "metadata" or "kind" or "apiVersion"))
                CopyField(name, old, value);
        }
    }

    /// <summary>True when an update changes what is desired: anything outside metadata and status.</summary>
    public virtual bool ChangesGeneration(JsonObject value, JsonObject old) => value.Select(field => field.Key)
        .Union(old.Select(field => field.Key), StringComparer.Ordinal)
        .Any(name => name is not ("metadata" or "status" or "kind" or "apiVersion") && !JsonNode.DeepEquals(value[name], old[name]));

    /// <summary>
    /// Restores what an update through a subresource that takes the whole object (approval, ephemeralcontainers, finalize, …) may not change. In place.
    /// </summary>
    public virtual void PrepareForSubresourceUpdate(string subresource, JsonObject value, JsonObject old) => PrepareForUpdate(value, old);

    /// <summary>What a delete request does at once; <paramref name="requestedGraceSeconds"/> is what the caller asked for.</summary>
    public virtual DeletionStart BeginDeletion(JsonObject value, long? requestedGraceSeconds) => DeletionStart.Immediate;

    /// <summary>An object in canonical form, decoded as <see cref="ObjectType"/>: what the validations take.</summary>
    public abstract IKubernetesObject Decode(ReadOnlySpan<byte> utf8);

    /// <summary>
    /// True when a new object, in canonical form, is seen to have no semantic faults without being decoded; false says nothing. For kinds whose objects are large
    /// and simple, and which nobody reads decoded. Metadata is validated by the engine.
    /// </summary>
    public virtual bool IsSound(JsonObject value) => false;

    /// <summary>Semantic faults of a new object. Metadata is validated by the engine.</summary>
    public abstract IReadOnlyList<FieldError> ValidateCreate(IKubernetesObject value);

    /// <summary>Semantic faults of a changed object, immutable fields included.</summary>
    public abstract IReadOnlyList<FieldError> ValidateUpdate(IKubernetesObject value, IKubernetesObject old);

    /// <summary>Semantic faults of a changed status.</summary>
    public abstract IReadOnlyList<FieldError> ValidateStatusUpdate(IKubernetesObject value, IKubernetesObject old);

    /// <summary>Semantic faults of a change through a subresource that takes the whole object.</summary>
    public virtual IReadOnlyList<FieldError> ValidateSubresourceUpdate(string subresource, IKubernetesObject value, IKubernetesObject old) =>
        ValidateUpdate(value, old);

    /// <summary>Warnings to send with a create or update, such as for deprecated fields.</summary>
    public virtual IReadOnlyList<string> Warnings(JsonObject value) => [];

    /// <summary>Cells of the printed table, one per column: string, number, boolean or null.</summary>
    public abstract IReadOnlyList<JsonNode?> Cells(JsonObject value, DateTimeOffset now);

    /// <summary>Calls the visitor with the kind's C# type as type argument: generic work over all kinds without reflection.</summary>
    public abstract TResult Accept<TResult>(IKindVisitor<TResult> visitor);

    /// <summary>The form the stream holds for an object in this kind's form. Kinds that are two views of the same objects store one form.</summary>
    public virtual JsonObject ToStored(JsonObject value) => value;

    /// <summary>This kind's form of an object as the stream holds it; the inverse of <see cref="ToStored"/>.</summary>
    public virtual JsonObject FromStored(JsonObject stored) => stored;

    /// <summary>The status of a new object: empty but for the fields that are always written.</summary>
    protected virtual JsonObject NewStatus() => [];

    /// <summary>Copies or removes a top-level field so that it is as in <paramref name="source"/>.</summary>
    protected static void CopyField(string name, JsonObject source, JsonObject target)
    {
        if (source.TryGetPropertyValue(name, out var field))
            target[name] = field?.DeepClone();
        else
            target.Remove(name);
    }
}
