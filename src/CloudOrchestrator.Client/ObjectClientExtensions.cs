namespace CloudOrchestrator.Client;

/// <summary>Short forms of requests.</summary>
public static class ObjectClientExtensions
{
    /// <summary>Replaces an object, or with <paramref name="subresource"/> (<c>status</c>) that part of it.</summary>
    public static Task<ResultOf<T>> UpdateAsync<T>(this IObjectClient client, T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => client.UpdateAsync(value, subresource, null, cancellationToken);
}
