using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Subresources;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Metrics;

/// <summary>metrics.k8s.io as objects of the API.</summary>
internal sealed class MetricsObjects(ResourceMetrics metrics) : IComputedObjects
{
    /// <inheritdoc/>
    public bool Computes(KindDescriptor kind) => kind.Resource is { Group: "metrics.k8s.io", Plural: "nodes" or "pods" };

    /// <inheritdoc/>
    public async ValueTask<ResultOf<JsonObject[]>> ComputeAsync(ApiCall call, string labelSelector, CancellationToken cancellationToken)
    {
        var name = call.Name.Length == 0 ? null : call.Name;
        var selector = labelSelector.Length == 0 ? null : labelSelector;
        if (call.Kind.Resource.Plural == "nodes")
        {
            var nodes = await metrics.NodesAsync(name, selector, cancellationToken);
            return nodes.Succeeded ? Complete(call.Kind, nodes.Value.Select(ObjectJson.ToJsonObject)) : nodes.Error;
        }

        var pods = await metrics.PodsAsync(call.Namespace.Length == 0 ? null : call.Namespace, name, selector, cancellationToken);
        return pods.Succeeded ? Complete(call.Kind, pods.Value.Select(ObjectJson.ToJsonObject)) : pods.Error;
    }

    private static JsonObject[] Complete(KindDescriptor kind, IEnumerable<JsonObject> items)
    {
        JsonObject[] all = [.. items.OrderBy(item => MetadataView.Of(item).Namespace, StringComparer.Ordinal).ThenBy(item => MetadataView.Of(item).Name, StringComparer.Ordinal)];
        foreach (var item in all)
        {
            item["kind"] = kind.GroupVersionKind.Kind;
            item["apiVersion"] = kind.GroupVersionKind.ApiVersion;
        }

        return all;
    }
}
