namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>Reads and writes of <typeparamref name="T"/>.</summary>
internal sealed class ResourceAccess<T>(KindDescriptor kind) : ResourceAccess(kind)
    where T : class, IKubernetesObject
{
    // What has no status is not worked on again and again: keeping it decoded would cost more memory than its bytes.
    public override IKubernetesObject Decode(StoredObject stored) => Kind.HasStatus ? stored.As<T>() : ObjectJson.Deserialize<T>(stored.Utf8.Span);

    public override async Task<ResultOf<ObjectMeta?>> GetAsync(IObjectClient client, ObjectKey key, CancellationToken cancellationToken)
    {
        var found = await client.GetAsync<T>(key.Namespace, key.Name, cancellationToken);
        return found.Succeeded ? found.Value.Metadata : found.Error.Code == 404 ? ResultOf<ObjectMeta?>.Success(null) : found.Error;
    }

    public override async Task<WriteResult> CreateAsync(
        IObjectClient client, IKubernetesObject value, OwnerGuard? guard, CancellationToken cancellationToken) =>
        Widen(await client.CreateAsync((T)value, guard, cancellationToken));

    public override async Task<WriteResult> UpdateAsync(
        IObjectClient client, IKubernetesObject value, string? resourceVersion, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken) =>
        Widen(await client.UpdateAsync(At((T)value, resourceVersion), subresource, guard, cancellationToken));

    public override async Task<WriteResult> PatchAsync(
        IObjectClient client, ObjectKey key, PatchBody patch, string? subresource, CancellationToken cancellationToken) =>
        Widen(await client.PatchAsync<T>(key.Namespace, key.Name, patch, subresource, cancellationToken));

    public override Task<ResultOf<ApiStatus>> DeleteAsync(IObjectClient client, ObjectKey key, DeleteOptions options, CancellationToken cancellationToken) =>
        client.DeleteAsync<T>(key.Namespace, key.Name, options, cancellationToken);

    private static T At(T value, string? resourceVersion)
    {
        if (resourceVersion is null || resourceVersion == value.Metadata.ResourceVersion)
            return value;
        var json = ObjectJson.ToJsonObject(value);
        json["metadata"]!["resourceVersion"] = resourceVersion;
        return ObjectJson.Deserialize<T>(json);
    }

    private static WriteResult Widen(ResultOf<T> result) => new(result.Value?.Metadata.ResourceVersion, result.Error);
}
