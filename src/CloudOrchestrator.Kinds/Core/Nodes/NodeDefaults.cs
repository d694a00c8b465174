namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Defaults of nodes.</summary>
internal static class NodeDefaults
{
    /// <summary>All capacity is allocatable unless said otherwise; podCIDR and podCIDRs say the same.</summary>
    public static void Apply(JsonObject node)
    {
        if (node.Object("status") is { } status && status.Object("capacity") is { Count: > 0 } capacity && status.Object("allocatable") is null)
            status["allocatable"] = capacity.DeepClone();
        var spec = node.ObjectOrNew("spec");
        var range = spec.Text("podCIDR");
        var first = spec["podCIDRs"] is JsonArray { Count: > 0 } ranges ? ranges[0]?.GetValue<string>() ?? "" : "";
        if (range == first)
            return;
        if (range.Length == 0)
            spec["podCIDR"] = first;
        else
            spec["podCIDRs"] = new JsonArray(range);
    }
}
