namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>Reads and writes of one kind for callers that know its C# type only at run time.</summary>
internal abstract class ResourceAccess(KindDescriptor kind)
{
    public KindDescriptor Kind { get; } = kind;

    public abstract IKubernetesObject Decode(StoredObject stored);

    /// <summary>Reads the object's metadata from the server; null when it does not exist.</summary>
    public abstract Task<ResultOf<ObjectMeta?>> GetAsync(IObjectClient client, ObjectKey key, CancellationToken cancellationToken);

    public abstract Task<WriteResult> CreateAsync(IObjectClient client, IKubernetesObject value, OwnerGuard? guard, CancellationToken cancellationToken);

    public abstract Task<WriteResult> UpdateAsync(
        IObjectClient client, IKubernetesObject value, string? resourceVersion, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken);

    public abstract Task<WriteResult> PatchAsync(
        IObjectClient client, ObjectKey key, PatchBody patch, string? subresource, CancellationToken cancellationToken);

    public abstract Task<ResultOf<ApiStatus>> DeleteAsync(IObjectClient client, ObjectKey key, DeleteOptions options, CancellationToken cancellationToken);

    /// <summary>Access to every stored kind, by C# type.</summary>
    public static IReadOnlyDictionary<Type, ResourceAccess> Of(KindRegistry kinds)
    {
        var factory = new Factory();
        return kinds.Kinds.Where(kind => kind.Stored).ToDictionary(kind => kind.ObjectType, kind => kind.Accept(factory));
    }

    private sealed class Factory : IKindVisitor<ResourceAccess>
    {
        public ResourceAccess Visit<T>(KindDescriptor<T> kind)
            where T : class, IKubernetesObject => new ResourceAccess<T>(kind);
    }
}
