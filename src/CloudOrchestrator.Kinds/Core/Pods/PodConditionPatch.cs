namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Changes of a pod's status by controllers; everything else in it is the node agent's.</summary>
internal static class PodConditionPatch
{
    /// <summary>Replaces the conditions, provided that the pod has not changed.</summary>
    public static ObjectAction.Patch Set(Pod pod, IEnumerable<PodCondition> conditions, string? phase = null)
    {
        var list = new JsonArray([.. conditions.Select(condition => (JsonNode)ObjectJson.ToJsonObject(condition))]);
        var status = new JsonObject { ["conditions"] = list };
        if (phase is not null)
            status["phase"] = phase;
        return new(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? "", pod.Metadata.ResourceVersion, new JsonObject { ["status"] = status }, "status");
    }

    /// <summary>Says why the control plane is about to delete the pod.</summary>
    public static ObjectAction.Patch Disrupt(Pod pod, string reason, string message, DateTimeOffset now, string? phase = null)
    {
        var others = (pod.Status?.Conditions ?? []).Where(condition => condition.Type != "DisruptionTarget");
        var target = new PodCondition { Type = "DisruptionTarget", Status = "True", Reason = reason, Message = message, LastTransitionTime = now };
        return Set(pod, [.. others, target], phase);
    }
}
