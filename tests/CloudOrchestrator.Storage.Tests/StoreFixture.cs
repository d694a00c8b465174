namespace CloudOrchestrator.Storage.Tests;

/// <summary>A store over a log, with short forms for what the tests do.</summary>
internal sealed class StoreFixture(IRevisionLog log, ObjectStoreOptions? options = null, TimeProvider? time = null) : IAsyncDisposable
{
    public const string Pods = "pods";

    /// <summary>Pods are indexed by node, and few changes are held in memory.</summary>
    public static readonly ObjectStoreOptions SmallWindowAndNodeIndex = new()
    {
        WindowChanges = 8,
        Indexes = new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>
        {
            [Pods] = new Dictionary<string, Func<StoredObject, string?>> { ["spec.nodeName"] = FieldIndex.Path("spec", "nodeName") },
        },
    };

    public ObjectStore Store { get; } = new(log, options ?? new ObjectStoreOptions(), time ?? TimeProvider.System, new RandomIdSource());

    public static CancellationToken None => CancellationToken.None;

    public static JsonObject Pod(string name, string? owner = null, string? node = null, string image = "x", string? uid = null, long generation = 0)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = "default", ["uid"] = uid ?? "uid-" + name };
        if (owner is not null)
            metadata["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "ReplicaSet", ["uid"] = owner });
        if (generation > 0)
            metadata["generation"] = generation;
        var spec = new JsonObject { ["image"] = image };
        if (node is not null)
            spec["nodeName"] = node;
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec };
    }

    public static ObjectKey Key(string name) => new("default", name);

    public static string Name(StoredObject stored) => stored.Key.Name;

    public Task<MutationResult> PutAsync(string name, JsonObject value, WriteGuard? guard = null) =>
        Store.MutateAsync(Pods, Key(name), (_, _) => new Mutation.Put(value), guard, None);

    public Task<MutationResult> CreateAsync(string name, WriteGuard? guard = null, string? owner = null) => Store.MutateAsync(
        Pods,
        Key(name),
        (current, _) => current is null ? new Mutation.Put(Pod(name, owner)) : new Mutation.Refuse(ApiStatuses.AlreadyExists(new ResourceName("", "v1", "pods"), name)),
        guard,
        None);

    public Task<MutationResult> DeleteAsync(string name) => Store.MutateAsync(
        Pods, Key(name), (current, _) => current is null ? new Mutation.Keep() : new Mutation.Delete(current.ToJsonObject()), null, None);

    public ValueTask<Replica> ReplicaAsync(bool fresh = false) => Store.ReplicaAsync(Pods, fresh, None);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
