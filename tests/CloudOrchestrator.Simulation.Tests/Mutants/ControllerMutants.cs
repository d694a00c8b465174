using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Bindings;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>A scheduler that takes the first node for the first pods, whatever is there.</summary>
internal sealed class EverythingOnOneNode(IObjectClient inner) : MutantClient(inner)
{
    private const int BindingsMax = 16;

    public override Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken) => body is Binding && ++Count <= BindingsMax
        ? base.PostAsync<T, TBody>(@namespace, name, subresource, Changed(body, json => json["target"]!["name"] = "node-0"), null, cancellationToken)
        : base.PostAsync<T, TBody>(@namespace, name, subresource, body, guard, cancellationToken);
}

/// <summary>A Deployment that makes sets smaller at one blow.</summary>
internal sealed class UnavailableWithoutLimit(IObjectClient inner) : MutantClient(inner)
{
    public override Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken) =>
        value is ReplicaSet { Spec.Replicas: > 0 } set && subresource is null && set.Spec.Replicas < set.Status?.Replicas
            ? base.UpdateAsync(Changed(value, json => json["spec"]!["replicas"] = 0), subresource, guard, cancellationToken)
            : base.UpdateAsync(value, subresource, guard, cancellationToken);
}

/// <summary>A Deployment that makes new sets larger than there is room for.</summary>
internal sealed class SurgeWithoutLimit(IObjectClient inner) : MutantClient(inner)
{
    public override Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken) =>
        value is ReplicaSet { Metadata.OwnerReferences.Count: > 0, Spec.Replicas: { } replicas }
            ? base.CreateAsync(Changed(value, json => json["spec"]!["replicas"] = replicas + 5), guard, cancellationToken)
            : base.CreateAsync(value, guard, cancellationToken);
}

/// <summary>Creates every fourth pod twice.</summary>
internal sealed class PodsCreatedTwice(IObjectClient inner) : MutantClient(inner)
{
    public override async Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
    {
        if (value is Pod && ++Count % 4 == 0)
            await base.CreateAsync(value, null, cancellationToken);
        return await base.CreateAsync(value, guard, cancellationToken);
    }
}

/// <summary>A garbage collector that only says that it has deleted a ReplicaSet.</summary>
internal sealed class GarbageForgotten(IObjectClient inner) : MutantClient(inner)
{
    public override async Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken) =>
        typeof(T) == typeof(ReplicaSet) && options.PropagationPolicy is not null
            ? ResultOf<ApiStatus>.Success(ApiStatuses.Success())
            : await base.DeleteAsync<T>(@namespace, name, options, cancellationToken);
}
