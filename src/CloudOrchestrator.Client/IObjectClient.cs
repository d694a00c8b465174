namespace CloudOrchestrator.Client;

/// <summary>
/// The Kubernetes API as our own parts use it. Adapters: HTTP (node agents, CLI) and in process (controllers). Both run the same verb pipeline.
/// <c>@namespace</c> is empty for cluster-scoped types. Failures of the API are values; exceptions mean that no answer came.
/// </summary>
public interface IObjectClient
{
    /// <summary>When followers of this client ask for changes; null when they keep a watch open.</summary>
    IWatchPacing? Pacing => null;

    /// <summary>Reads an object.</summary>
    Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Lists objects of a namespace, or of all when it is null.</summary>
    Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Follows changes. The sequence ends when the server ends the watch; an error event ends it with <see cref="ApiStatusException"/>.</summary>
    IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Creates an object.</summary>
    Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Replaces an object, or with <paramref name="subresource"/> (<c>status</c>) that part of it; refused with 409 when <paramref name="guard"/> no longer holds.
    /// </summary>
    /// <exception cref="NotSupportedException">There is a guard, and this client carries none.</exception>
    Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Patches an object or subresource.</summary>
    Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Deletes an object.</summary>
    Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Posts to a subresource of <typeparamref name="T"/> such as <c>binding</c>, <c>eviction</c> or <c>token</c>; refused with 409 when <paramref name="guard"/> no longer
    /// holds.
    /// </summary>
    /// <exception cref="NotSupportedException">There is a guard, and this client carries none.</exception>
    Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class;
}
