namespace CloudOrchestrator.Client;

/// <summary>Short forms of requests.</summary>
public static class ObjectClientExtensions
{
    /// <summary>Replaces an object, or with <paramref name="subresource"/> (<c>status</c>) that part of it.</summary>
    public static Task<ResultOf<T>> UpdateAsync<T>(this IObjectClient client, T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => client.UpdateAsync(value, subresource, null, cancellationToken);

    /// <summary>Posts to a subresource of <typeparamref name="T"/> such as <c>eviction</c> or <c>token</c>.</summary>
    public static Task<ResultOf<TBody>> PostAsync<T, TBody>(
        this IObjectClient client, string @namespace, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class => client.PostAsync<T, TBody>(@namespace, name, subresource, body, null, cancellationToken);
}
