using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>An API that hands everything on to another; what derives from it changes some of it.</summary>
public abstract class ForwardingClient(IObjectClient inner) : IObjectClient
{
    /// <inheritdoc/>
    public IWatchPacing? Pacing => inner.Pacing;

    /// <inheritdoc/>
    public virtual Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.GetAsync<T>(@namespace, name, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.ListAsync<T>(@namespace, query, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.WatchAsync<T>(@namespace, query, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.CreateAsync(value, guard, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.UpdateAsync(value, subresource, guard, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.PatchAsync<T>(@namespace, name, patch, subresource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => inner.DeleteAsync<T>(@namespace, name, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class => inner.PostAsync<T, TBody>(@namespace, name, subresource, body, guard, cancellationToken);
}
