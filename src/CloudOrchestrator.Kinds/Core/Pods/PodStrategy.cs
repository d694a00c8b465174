namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What the server sets in pods and what their paths may change.</summary>
internal static class PodStrategy
{
    /// <summary>A new pod is pending, has its class, and is gated when it says so.</summary>
    public static void PrepareForCreate(JsonObject pod)
    {
        var spec = pod.ObjectOrNew("spec");
        var status = new JsonObject { ["phase"] = "Pending" };
        if (spec.Objects("schedulingGates").Any())
            status["conditions"] = new JsonArray(GatedCondition());
        status["qosClass"] = PodQuality.Of(spec);
        pod["status"] = status;
        SelectByMatchLabelKeys(spec.Object("affinity"), pod.Object("metadata").Object("labels"));
    }

    /// <summary>A status update leaves spec, deletion and ownership alone.</summary>
    public static void PrepareForStatusUpdate(JsonObject pod, JsonObject old)
    {
        var metadata = pod.ObjectOrNew("metadata");
        if (old.Object("metadata")?["ownerReferences"] is { } owners)
            metadata["ownerReferences"] = owners.DeepClone();
        else
            metadata.Remove("ownerReferences");
    }

    /// <summary>The ephemeralcontainers subresource changes nothing but those.</summary>
    public static void PrepareForEphemeralContainers(JsonObject pod, JsonObject old)
    {
        var added = pod.Object("spec")?["ephemeralContainers"]?.DeepClone();
        pod["spec"] = old["spec"]?.DeepClone();
        pod["status"] = old["status"]?.DeepClone();
        var spec = pod.ObjectOrNew("spec");
        if (added is null)
            spec.Remove("ephemeralContainers");
        else
            spec["ephemeralContainers"] = added;
    }

    /// <summary>
    /// The grace asked for, or else the pod's own. What no node runs, or what has ended, goes at once.
    /// </summary>
    public static DeletionStart BeginDeletion(JsonObject pod, long? requestedGraceSeconds)
    {
        var spec = pod.Object("spec");
        var grace = requestedGraceSeconds ?? spec.Number("terminationGracePeriodSeconds") ?? 0;
        if (spec.Text("nodeName").Length == 0 || pod.Object("status").Text("phase") is "Succeeded" or "Failed")
            grace = 0;
        // A negative period once meant "at once" to the kubelet; it counts as the shortest graceful one.
        if (grace < 0)
            grace = 1;
        return new DeletionStart(grace > 0, grace);
    }

    private static JsonObject GatedCondition() => new()
    {
        ["type"] = "PodScheduled",
        ["status"] = "False",
        ["lastProbeTime"] = null,
        ["lastTransitionTime"] = null,
        ["reason"] = "SchedulingGated",
        ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
    };

    // matchLabelKeys and mismatchLabelKeys become requirements with the pod's own label values.
    private static void SelectByMatchLabelKeys(JsonObject? affinity, JsonObject? labels)
    {
        foreach (var group in new[] { affinity.Object("podAffinity"), affinity.Object("podAntiAffinity") })
        {
            foreach (var term in group.Objects("requiredDuringSchedulingIgnoredDuringExecution"))
                SelectByMatchLabelKeysOf(term, labels);
            foreach (var weighted in group.Objects("preferredDuringSchedulingIgnoredDuringExecution"))
                SelectByMatchLabelKeysOf(weighted.Object("podAffinityTerm"), labels);
        }
    }

    private static void SelectByMatchLabelKeysOf(JsonObject? term, JsonObject? labels)
    {
        if (term.Object("labelSelector") is not { } selector)
            return;
        AddRequirements(selector, term!["matchLabelKeys"] as JsonArray, "In", labels);
        AddRequirements(selector, term["mismatchLabelKeys"] as JsonArray, "NotIn", labels);
    }

    private static void AddRequirements(JsonObject selector, JsonArray? keys, string @operator, JsonObject? labels)
    {
        foreach (var key in keys?.Select(key => key?.GetValue<string>() ?? "") ?? [])
        {
            if (labels?[key] is not { } label)
                continue;
            if (selector["matchExpressions"] is not JsonArray expressions)
                selector["matchExpressions"] = expressions = [];
            expressions.Add(new JsonObject { ["key"] = key, ["operator"] = @operator, ["values"] = new JsonArray(label.DeepClone()) });
        }
    }
}
