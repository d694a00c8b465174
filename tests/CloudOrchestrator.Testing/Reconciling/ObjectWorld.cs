using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Patching;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Testing.Reconciling;

/// <summary>
/// The objects of a cluster in memory, for reconcilers under test: what they read, and what becomes of their actions. Follows the API server's rules as far as
/// reconcilers depend on them: preconditions, status apart from spec, generations, finalizers, graceful deletion of bound pods.
/// </summary>
public sealed class ObjectWorld : IObjectSnapshot
{
    private static readonly KindRegistry Registry = KindRegistry.BuiltIn();

    private readonly Dictionary<Type, SortedDictionary<ObjectKey, IKubernetesObject>> _objects = [];
    private readonly List<ObjectAction.RecordEvent> _events = [];
    private long _revision = 1;

    /// <summary>The time of changes.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Source of uids.</summary>
    public SeededIds Ids { get; private init; } = new(1);

    /// <summary>Lists come in reverse: reconcilers must not care.</summary>
    public bool Reversed { get; init; }

    /// <summary>Answers creations of this type with the failure, when set.</summary>
    public (Type Type, ApiStatus Status)? RefuseCreation { get; set; }

    /// <summary>Events told, oldest first.</summary>
    public IReadOnlyList<ObjectAction.RecordEvent> Events => _events;

    /// <summary>An independent copy.</summary>
    public ObjectWorld Copy(bool reversed = false)
    {
        var copy = new ObjectWorld { Now = Now, Reversed = reversed, Ids = new SeededIds(2), _revision = _revision, RefuseCreation = RefuseCreation };
        foreach (var (type, objects) in _objects)
            copy._objects[type] = new(objects);
        return copy;
    }

    /// <summary>Puts an object as it is, filling in what the server sets on creation.</summary>
    public T Put<T>(T value)
        where T : class, IKubernetesObject
    {
        var json = Json(value);
        var metadata = json["metadata"]!.AsObject();
        metadata["uid"] ??= Ids.NewUid();
        metadata["creationTimestamp"] ??= Timestamps.Format(Now);
        metadata["generation"] ??= 1;
        return (T)Store(value.GetType(), json);
    }

    /// <summary>Removes an object.</summary>
    public void Remove<T>(string @namespace, string name) => Of(typeof(T)).Remove(new ObjectKey(@namespace, name));

    /// <summary>The object, which must exist.</summary>
    public T Require<T>(string @namespace, string name)
        where T : class, IKubernetesObject => Get<T>(@namespace, name) ?? throw new KeyNotFoundException($"{typeof(T).Name} {@namespace}/{name}");

    /// <inheritdoc/>
    public T? Get<T>(string @namespace, string name)
        where T : class, IKubernetesObject => (T?)Get(typeof(T), new ObjectKey(@namespace, name));

    /// <inheritdoc/>
    public IReadOnlyList<T> List<T>(string? @namespace = null)
        where T : class, IKubernetesObject => Select<T>(value => @namespace is null || (value.Metadata.Namespace ?? "") == @namespace);

    /// <inheritdoc/>
    public IReadOnlyList<T> Matching<T>(string @namespace, LabelMatcher labels)
        where T : class, IKubernetesObject => Select<T>(value => (value.Metadata.Namespace ?? "") == @namespace && labels.Matches(value.Metadata.Labels));

    /// <inheritdoc/>
    public IReadOnlyList<T> OwnedBy<T>(string ownerUid)
        where T : class, IKubernetesObject => Select<T>(value => value.Metadata.OwnerReferences?.Any(owner => owner.Uid == ownerUid) == true);

    /// <inheritdoc/>
    public IReadOnlyList<Service> ServicesSelecting(string @namespace, IReadOnlyDictionary<string, string>? labels) => Select<Service>(service =>
        (service.Metadata.Namespace ?? "") == @namespace
        && service.Spec?.Selector is { Count: > 0 } selector
        && selector.All(entry => labels is not null && labels.TryGetValue(entry.Key, out var value) && value == entry.Value));

    /// <inheritdoc/>
    public IReadOnlyList<Pod> PodsOnNode(string nodeName) => Select<Pod>(pod => pod.Spec?.NodeName == nodeName);

    /// <inheritdoc/>
    public IReadOnlyList<Pod> PodsInPhase(string phase) => Select<Pod>(pod => pod.Status?.Phase == phase);

    /// <inheritdoc/>
    public IEnumerable<Lease> LeasesRenewedAfter(string @namespace, DateTimeOffset time) =>
        Select<Lease>(lease => lease.Metadata.Namespace == @namespace && lease.Spec?.RenewTime > time).OrderByDescending(lease => lease.Spec!.RenewTime);

    /// <inheritdoc/>
    public IKubernetesObject? Get(Type objectType, ObjectKey key) => Of(objectType).GetValueOrDefault(key);

    /// <inheritdoc/>
    public IReadOnlyList<IKubernetesObject> List(Type objectType, string @namespace, int limit) =>
        [.. Select(objectType, value => (value.Metadata.Namespace ?? "") == @namespace).Take(limit)];

    /// <inheritdoc/>
    public IReadOnlyList<IKubernetesObject> OwnedBy(Type objectType, string ownerUid) =>
        [.. Select(objectType, value => value.Metadata.OwnerReferences?.Any(owner => owner.Uid == ownerUid) == true)];

    /// <summary>All objects of all types.</summary>
    public IEnumerable<IKubernetesObject> All() => _objects.OrderBy(entry => entry.Key.FullName, StringComparer.Ordinal).SelectMany(entry => entry.Value.Values);

    /// <summary>Carries out actions in order; returns the first refusal. Knows its own writes as the executor does.</summary>
    public ActionFailure? Apply(IEnumerable<ObjectAction> actions)
    {
        var written = new Dictionary<(Type, ObjectKey), (string? Base, string? Latest)>();
        foreach (var action in actions)
        {
            if (Apply(action, written) is { } error)
                return new ActionFailure(action, error);
        }

        return null;
    }

    private ApiStatus? Apply(ObjectAction action, Dictionary<(Type, ObjectKey), (string? Base, string? Latest)> written)
    {
        switch (action)
        {
            case ObjectAction.Create create:
                return Create(create.Value);
            case ObjectAction.Update update:
                return Change(update.Value.GetType(), Ownership.KeyOf(update.Value), null, update.Value.Metadata.ResourceVersion, null, _ => Json(update.Value), written);
            case ObjectAction.UpdateStatus update:
                return Change(
                    update.Value.GetType(), Ownership.KeyOf(update.Value), null, update.Value.Metadata.ResourceVersion, update.Subresource, _ => Json(update.Value), written);
            case ObjectAction.Patch patch:
                return Change(
                    patch.ObjectType, patch.Key, patch.Uid, patch.ResourceVersion, patch.Subresource, old => JsonMergePatch.Apply(old, patch.Changes), written);
            case ObjectAction.Delete delete:
                return Delete(delete);
            case ObjectAction.RecordEvent told:
                _events.Add(told);
                return null;
            default:
                throw new InvalidOperationException(action.GetType().Name);
        }
    }

    private ApiStatus? Create(IKubernetesObject value)
    {
        var type = value.GetType();
        var resource = Registry.Find(type)!.Resource;
        if (RefuseCreation is { } refusal && refusal.Type == type)
            return refusal.Status;
        if (Get(type, Ownership.KeyOf(value)) is not null)
            return ApiStatuses.AlreadyExists(resource, value.Metadata.Name ?? "");
        var json = Json(value);
        var metadata = json["metadata"]!.AsObject();
        metadata["uid"] = Ids.NewUid();
        metadata["creationTimestamp"] = Timestamps.Format(Now);
        metadata["generation"] = 1;
        if (Registry.Find(type)!.HasStatus)
            json.Remove("status");
        Store(type, json);
        return null;
    }

    private ApiStatus? Change(
        Type type, ObjectKey key, string? uid, string? resourceVersion, string? subresource, Func<JsonObject, JsonObject> change,
        Dictionary<(Type, ObjectKey), (string? Base, string? Latest)> written)
    {
        var kind = Registry.Find(type)!;
        if (Get(type, key) is not { } current)
            return ApiStatuses.NotFound(kind.Resource, key.Name);
        var expected = written.TryGetValue((type, key), out var versions) && versions.Base == resourceVersion ? versions.Latest : resourceVersion;
        if ((expected is not null && expected != current.Metadata.ResourceVersion) || (uid is not null && uid != current.Metadata.Uid))
            return ApiStatuses.Modified(kind.Resource, key.Name);
        var old = Json(current);
        var next = Restrict(kind, old, change((JsonObject)old.DeepClone()), subresource);
        if (!JsonNode.DeepEquals(old, next))
        {
            if (kind.TracksGeneration && !JsonNode.DeepEquals(old["spec"], next["spec"]))
                next["metadata"]!["generation"] = (current.Metadata.Generation ?? 0) + 1;
            Store(type, next);
        }

        written[(type, key)] = (resourceVersion, Get(type, key)?.Metadata.ResourceVersion);
        RemoveIfReleased(type, key);
        return null;
    }

    // What each endpoint may change.
    private static JsonObject Restrict(KindDescriptor kind, JsonObject old, JsonObject next, string? subresource)
    {
        if (subresource is null)
        {
            if (kind.HasStatus)
                next["status"] = old["status"]?.DeepClone();
            next["metadata"]!["resourceVersion"] = old["metadata"]!["resourceVersion"]!.DeepClone();
            return next;
        }

        var result = (JsonObject)old.DeepClone();
        var part = subresource == "finalize" ? "spec" : "status";
        result[part] = next[part]?.DeepClone();
        if (subresource == "status" && next["metadata"]?["annotations"] is { } annotations)
            result["metadata"]!["annotations"] = annotations.DeepClone();
        return result;
    }

    private ApiStatus? Delete(ObjectAction.Delete delete)
    {
        var resource = Registry.Find(delete.ObjectType)!.Resource;
        if (Get(delete.ObjectType, delete.Key) is not { } current)
            return null;
        if (current.Metadata.Uid != delete.Uid || (delete.ResourceVersion is not null && delete.ResourceVersion != current.Metadata.ResourceVersion))
            return ApiStatuses.Modified(resource, delete.Key.Name);
        var json = Json(current);
        var metadata = json["metadata"]!.AsObject();
        AddFinalizer(metadata, delete.PropagationPolicy);
        var graceful = current is Pod { Spec.NodeName: { Length: > 0 } } && delete.GracePeriodSeconds != 0;
        var held = metadata["finalizers"] is JsonArray { Count: > 0 } || current is Namespace { Spec.Finalizers.Count: > 0 };
        if (!graceful && !held)
        {
            Of(delete.ObjectType).Remove(delete.Key);
            return null;
        }

        metadata["deletionTimestamp"] ??= Timestamps.Format(Now);
        metadata["deletionGracePeriodSeconds"] ??= delete.GracePeriodSeconds ?? (graceful ? 30 : 0);
        if (!JsonNode.DeepEquals(json, Json(current)))
            Store(delete.ObjectType, json);
        return null;
    }

    private static void AddFinalizer(JsonObject metadata, string? policy)
    {
        var name = policy switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        if (name is null)
            return;
        if (metadata["finalizers"] is not JsonArray list)
            metadata["finalizers"] = list = [];
        if (!list.Any(finalizer => finalizer!.GetValue<string>() == name))
            list.Add(name);
    }

    private void RemoveIfReleased(Type type, ObjectKey key)
    {
        var value = Get(type, key);
        var held = value?.Metadata.Finalizers is { Count: > 0 } || value is Namespace { Spec.Finalizers.Count: > 0 } || value is Pod { Metadata.DeletionGracePeriodSeconds: > 0 };
        if (value?.Metadata.DeletionTimestamp is not null && !held)
            Of(type).Remove(key);
    }

    private IKubernetesObject Store(Type type, JsonObject json)
    {
        json["metadata"]!["resourceVersion"] = (++_revision).ToString(CultureInfo.InvariantCulture);
        var value = (IKubernetesObject)json.Deserialize(type, ObjectJson.Options)!;
        Of(type)[Ownership.KeyOf(value)] = value;
        return value;
    }

    private static JsonObject Json(IKubernetesObject value) => JsonSerializer.SerializeToNode(value, value.GetType(), ObjectJson.Options)!.AsObject();

    private SortedDictionary<ObjectKey, IKubernetesObject> Of(Type type)
    {
        if (!_objects.TryGetValue(type, out var objects))
            _objects[type] = objects = [];
        return objects;
    }

    private List<T> Select<T>(Func<T, bool> predicate)
        where T : class, IKubernetesObject => [.. Select(typeof(T), value => predicate((T)value)).Cast<T>()];

    private List<IKubernetesObject> Select(Type type, Func<IKubernetesObject, bool> predicate)
    {
        List<IKubernetesObject> found = [.. Of(type).Values.Where(predicate)];
        if (Reversed)
            found.Reverse();
        return found;
    }
}
