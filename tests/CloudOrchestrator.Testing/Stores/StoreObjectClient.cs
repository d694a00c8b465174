using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Bindings;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Patching;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Stores;

/// <summary>
/// The API over an object store without the API server: what engines need of it and no more. No defaults, no validation, no admission.
/// </summary>
public sealed class StoreObjectClient(IObjectStore store, KindRegistry kinds, TimeProvider time, IIdSource ids) : IObjectClient
{
    /// <summary>Requests made, by verb and resource, such as <c>create pods</c>.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked before every creation; an answer refuses it.</summary>
    public Func<IKubernetesObject, ApiStatus?> Refuse { get; set; } = static _ => null;

    /// <inheritdoc/>
    public async Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var stored = await store.GetAsync(Kind<T>().Stream, new ObjectKey(@namespace, name), true, cancellationToken);
        return stored is not null ? stored.As<T>() : ApiStatuses.NotFound(Kind<T>().Resource, name);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var snapshot = (await store.ReplicaAsync(Kind<T>().Stream, false, cancellationToken)).Snapshot;
        return new ObjectList<T>([.. snapshot.List(@namespace).Select(stored => stored.As<T>())], snapshot.Revision.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException("engines follow replicas");

    /// <inheritdoc/>
    public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var kind = Kind<T>();
        Count("create", kind);
        if (Refuse(value) is { } refusal)
            return Task.FromResult<ResultOf<T>>(refusal);
        var json = ObjectJson.ToJsonObject(value);
        var metadata = json["metadata"]!.AsObject();
        metadata["name"] ??= value.Metadata.GenerateName + ids.NewSuffix();
        metadata["uid"] = ids.NewUid();
        metadata["creationTimestamp"] = Timestamps.Format(time.GetUtcNow());
        metadata["generation"] = 1;
        metadata.Remove("resourceVersion");
        json["kind"] = kind.GroupVersionKind.Kind;
        json["apiVersion"] = kind.GroupVersionKind.ApiVersion;
        if (value is Namespace && json["spec"] is null)
            json["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        var key = new ObjectKey(value.Metadata.Namespace ?? "", metadata["name"]!.GetValue<string>());
        return MutateAsync<T>(
            kind,
            key,
            current => current is null ? new Mutation.Put(json) : new Mutation.Refuse(ApiStatuses.AlreadyExists(kind.Resource, key.Name)),
            Guard(guard),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Count("update", Kind<T>());
        var next = ObjectJson.ToJsonObject(value);
        return ChangeAsync<T>(KeyOf(value), value.Metadata.Uid, value.Metadata.ResourceVersion, subresource, _ => next, guard, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Count("patch", Kind<T>());
        var body = patch.Body.AsObject();
        var metadata = body["metadata"];
        return ChangeAsync<T>(
            new ObjectKey(@namespace, name),
            metadata?["uid"]?.GetValue<string>(),
            metadata?["resourceVersion"]?.GetValue<string>(),
            subresource,
            current => patch.MediaType == PatchBody.MergePatch
                ? JsonMergePatch.Apply(current, body)
                : StrategicMergePatch.Apply(current, body, kinds.SchemaOf(Kind<T>())).Require(),
            null,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var kind = Kind<T>();
        Count("delete", kind);
        var result = await MutateAsync<T>(kind, new ObjectKey(@namespace, name), current => Delete<T>(kind, name, current, options), null, cancellationToken);
        return result.Error is { } error ? ResultOf<ApiStatus>.Failure(error) : ResultOf<ApiStatus>.Success(ApiStatuses.Success());
    }

    /// <inheritdoc/>
    public async Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class
    {
        Count("post " + subresource, Kind<T>());
        var binding = (Binding)(object)body;
        var result = await MutateAsync<T>(
            Kind<T>(),
            new ObjectKey(@namespace, name),
            current =>
            {
                if (current is null || current.As<Pod>().Metadata.Uid != binding.Metadata.Uid || !string.IsNullOrEmpty(current.As<Pod>().Spec?.NodeName))
                    return new Mutation.Refuse(ApiStatuses.Conflict(Kind<T>().Resource, name, "pod is gone or already assigned to a node"));
                var json = current.ToJsonObject();
                json["spec"]!["nodeName"] = binding.Target.Name;
                return new Mutation.Put(json);
            },
            Guard(guard),
            cancellationToken);
        return result.Error is { } error ? ResultOf<TBody>.Failure(error) : ResultOf<TBody>.Success(body);
    }

    private Task<ResultOf<T>> ChangeAsync<T>(
        ObjectKey key,
        string? uid,
        string? resourceVersion,
        string? subresource,
        Func<JsonObject, JsonObject> change,
        OwnerGuard? guard,
        CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var kind = Kind<T>();
        return MutateAsync<T>(
            kind,
            key,
            current =>
            {
                if (current is null)
                    return new Mutation.Refuse(ApiStatuses.NotFound(kind.Resource, key.Name));
                var metadata = current.As<T>().Metadata;
                if ((uid is not null && uid != metadata.Uid) || (resourceVersion is not null && resourceVersion != metadata.ResourceVersion))
                    return new Mutation.Refuse(ApiStatuses.Modified(kind.Resource, key.Name));
                var next = Restrict(kind, current.ToJsonObject(), change(current.ToJsonObject()), subresource);
                return IsReleased<T>(next) ? new Mutation.Delete(next) : new Mutation.Put(next);
            },
            Guard(guard),
            cancellationToken);
    }

    private static JsonObject Restrict(KindDescriptor kind, JsonObject old, JsonObject next, string? subresource)
    {
        if (subresource is not null)
        {
            var part = subresource == "finalize" ? "spec" : "status";
            old[part] = next[part]?.DeepClone();
            if (subresource == "status" && next["metadata"]?["annotations"] is { } annotations)
                old["metadata"]!["annotations"] = annotations.DeepClone();
            return old;
        }

        if (kind.HasStatus)
            next["status"] = old["status"]?.DeepClone();
        if (kind.TracksGeneration && !JsonNode.DeepEquals(old["spec"], next["spec"]))
            next["metadata"]!["generation"] = old["metadata"]!["generation"]!.GetValue<long>() + 1;
        return next;
    }

    private Mutation Delete<T>(KindDescriptor kind, string name, StoredObject? current, DeleteOptions options)
        where T : class, IKubernetesObject
    {
        if (current is null)
            return new Mutation.Refuse(ApiStatuses.NotFound(kind.Resource, name));
        if ((options.Preconditions?.Uid is { } uid && uid != current.Uid)
            || (options.Preconditions?.ResourceVersion is { } version && version != current.As<T>().Metadata.ResourceVersion))
            return new Mutation.Refuse(ApiStatuses.Conflict(kind.Resource, name, "the preconditions do not hold"));
        var json = current.ToJsonObject();
        var metadata = json["metadata"]!.AsObject();
        var finalizer = options.PropagationPolicy switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        if (finalizer is not null && metadata["deletionTimestamp"] is null)
            metadata["finalizers"] = new JsonArray([.. (current.As<T>().Metadata.Finalizers ?? []).Append(finalizer).Select(text => (JsonNode)text)]);
        metadata["deletionTimestamp"] ??= Timestamps.Format(time.GetUtcNow());
        metadata["deletionGracePeriodSeconds"] = current.As<T>() is Pod { Spec.NodeName.Length: > 0 } ? options.GracePeriodSeconds ?? 30 : 0;
        return IsReleased<T>(json) ? new Mutation.Delete(json) : new Mutation.Put(json);
    }

    private static bool IsReleased<T>(JsonObject json)
        where T : class, IKubernetesObject
    {
        var value = ObjectJson.Deserialize<T>(json);
        return value.Metadata is { DeletionTimestamp: not null, Finalizers: null or { Count: 0 } }
            && value is not Namespace { Spec.Finalizers.Count: > 0 }
            && value is not Pod { Metadata.DeletionGracePeriodSeconds: > 0 };
    }

    private async Task<ResultOf<T>> MutateAsync<T>(
        KindDescriptor kind, ObjectKey key, Func<StoredObject?, Mutation> mutate, WriteGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var result = guard is null
            ? await store.MutateObjectAsync(kind.Stream, key, mutate, cancellationToken)
            : await store.MutateAsync(kind.Stream, key, (current, _) => mutate(current), guard, cancellationToken);
        return result.Error is { } error ? error : result.Object!.As<T>();
    }

    private static WriteGuard? Guard(OwnerGuard? guard) =>
        guard is null ? null : new WriteGuard(guard.OwnerUid, long.Parse(guard.ResourceVersion, CultureInfo.InvariantCulture));

    private void Count(string verb, KindDescriptor kind) => Requests.AddOrUpdate($"{verb} {kind.Names.Plural}", 1, static (_, count) => count + 1);

    private KindDescriptor Kind<T>() => kinds.Find(typeof(T))!;

    private static ObjectKey KeyOf(IKubernetesObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");
}
