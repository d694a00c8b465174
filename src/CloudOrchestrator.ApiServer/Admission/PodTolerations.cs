using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>Lets pods stay for a while on a node that is not ready or not reachable, as Kubernetes' DefaultTolerationSeconds admission does.</summary>
internal sealed class PodTolerations : ICreateAdmission
{
    private static readonly string[] Taints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <inheritdoc/>
    public ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken)
    {
        if (call.Kind.GroupVersionKind is not { Group: "", Kind: "Pod" })
            return default;
        var spec = value.ObjectOrNew("spec");
        foreach (var taint in Taints)
        {
            if (spec.Objects("tolerations").Any(toleration => Tolerates(toleration, taint)))
                continue;
            spec.ListOrNew("tolerations").Add(new JsonObject
            {
                ["key"] = taint,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = PodDefaultTolerations.DefaultTolerationSeconds,
            });
        }

        return default;
    }

    private static bool Tolerates(JsonObject toleration, string taint) =>
        (toleration.Text("key") == taint || toleration.Text("key").Length == 0) && (toleration.Text("effect") is "" or "NoExecute");
}
