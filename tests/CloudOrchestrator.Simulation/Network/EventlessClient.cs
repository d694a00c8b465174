using CloudOrchestrator.Kinds.Core.Events;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>
/// An API that takes Events and forgets them. Nothing decides by Events, and they are a quarter of what a cluster writes: most runs do without, and have more of
/// everything else in the same time.
/// </summary>
internal sealed class EventlessClient(IObjectClient inner) : ForwardingClient(inner)
{
    public override Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken) =>
        value is Event ? Task.FromResult(ResultOf<T>.Success(value)) : base.CreateAsync(value, guard, cancellationToken);

    public override Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken) =>
        typeof(T) == typeof(Event)
            ? Task.FromResult(ResultOf<T>.Success((T)(IKubernetesObject)new Event { Metadata = new ObjectMeta { Namespace = @namespace, Name = name } }))
            : base.PatchAsync<T>(@namespace, name, patch, subresource, cancellationToken);
}
