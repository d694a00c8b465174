using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Policy.Evictions;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Testing.Reconciling;

/// <summary>The API over a world: for controllers that read a snapshot and write through a client. Pods are evicted at once unless refused.</summary>
public sealed class WorldClient(ObjectWorld world) : IObjectClient
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly Lock _lock = new();

    /// <summary>Asked before every eviction; an answer refuses it.</summary>
    public Func<ObjectKey, ApiStatus?> RefuseEviction { get; set; } = static _ => null;

    /// <summary>Pods evicted, in order.</summary>
    public List<ObjectKey> Evicted { get; } = [];

    /// <inheritdoc/>
    public Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
            return Task.FromResult(Found<T>(@namespace, name));
    }

    /// <inheritdoc/>
    public Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
            return Task.FromResult<ResultOf<ObjectList<T>>>(new ObjectList<T>(world.List<T>(@namespace), "1"));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException("controllers are woken, they do not watch");

    /// <inheritdoc/>
    public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => DoAsync<T>(new ObjectAction.Create(value), Ownership.KeyOf(value));

    /// <inheritdoc/>
    public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        DoAsync<T>(subresource is null ? new ObjectAction.Update(value) : new ObjectAction.UpdateStatus(value, subresource), Ownership.KeyOf(value));

    /// <inheritdoc/>
    public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var key = new ObjectKey(@namespace, name);
        lock (_lock)
        {
            if (world.Get<T>(@namespace, name) is not { } current)
                return Task.FromResult(Found<T>(@namespace, name));
            var changes = patch.Body.DeepClone().AsObject();
            var version = (changes["metadata"] as JsonObject)?["resourceVersion"]?.GetValue<string>();
            (changes["metadata"] as JsonObject)?.Remove("resourceVersion");
            var failure = world.Apply([new ObjectAction.Patch(typeof(T), key, current.Metadata.Uid ?? "", version, changes, subresource)]);
            // Removing the last finalizer of an object that is being deleted ends it; the answer is the object as it last was.
            return Task.FromResult(failure is null ? world.Get<T>(@namespace, name) ?? current : (ResultOf<T>)failure.Status);
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            if (world.Get<T>(@namespace, name) is not { } current)
                return Task.FromResult(ResultOf<ApiStatus>.Failure(Found<T>(@namespace, name).Error!));
            var uid = options.Preconditions?.Uid ?? current.Metadata.Uid ?? "";
            var failure = world.Apply([new ObjectAction.Delete(typeof(T), new ObjectKey(@namespace, name), uid, options.Preconditions?.ResourceVersion)]);
            return Task.FromResult(failure is null ? ResultOf<ApiStatus>.Success(ApiStatuses.Success()) : ResultOf<ApiStatus>.Failure(failure.Status));
        }
    }

    /// <inheritdoc/>
    public Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class
    {
        if (body is not Eviction)
            throw new NotSupportedException(subresource);
        var key = new ObjectKey(@namespace, name);
        lock (_lock)
        {
            if (RefuseEviction(key) is { } refusal)
                return Task.FromResult(ResultOf<TBody>.Failure(refusal));
            if (world.Get<Pod>(@namespace, name) is null)
                return Task.FromResult(ResultOf<TBody>.Failure(Found<Pod>(@namespace, name).Error!));
            world.Remove<Pod>(@namespace, name);
            Evicted.Add(key);
            return Task.FromResult(ResultOf<TBody>.Success(body));
        }
    }

    private Task<ResultOf<T>> DoAsync<T>(ObjectAction action, ObjectKey key)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            var failure = world.Apply([action]);
            return Task.FromResult(failure is null ? Found<T>(key.Namespace, key.Name) : failure.Status);
        }
    }

    private ResultOf<T> Found<T>(string @namespace, string name)
        where T : class, IKubernetesObject =>
        world.Get<T>(@namespace, name) is { } found ? found : ApiStatuses.NotFound(Kinds.Find(typeof(T))!.Resource, name);
}
