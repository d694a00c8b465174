using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>Resolves a pod's priority class, as Kubernetes' Priority admission does. The two system classes are built in.</summary>
internal sealed class PodPriority : ICreateAdmission
{
    private static readonly Dictionary<string, int> SystemClasses = new(StringComparer.Ordinal)
    {
        ["system-node-critical"] = 2000001000,
        ["system-cluster-critical"] = 2000000000,
    };

    /// <inheritdoc/>
    public ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken)
    {
        if (call.Kind.GroupVersionKind is not { Group: "", Kind: "Pod" })
            return default;
        var spec = value.ObjectOrNew("spec");
        var name = spec.Text("priorityClassName");
        var priority = 0;
        if (name.Length > 0 && !SystemClasses.TryGetValue(name, out priority))
            return ValueTask.FromResult<ApiStatus?>(ApiStatuses.Forbidden(call.Kind.Resource, MetadataView.Of(value).Name, $"no PriorityClass with name {name} was found"));
        if (spec.Number("priority") is { } given && given != priority)
        {
            return ValueTask.FromResult<ApiStatus?>(ApiStatuses.Forbidden(call.Kind.Resource, MetadataView.Of(value).Name,
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name"));
        }

        spec["priority"] = priority;
        if (!spec.Has("preemptionPolicy"))
            spec["preemptionPolicy"] = "PreemptLowerPriority";
        return default;
    }
}
