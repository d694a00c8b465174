namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>How linked and allocated fields of services follow each other on writes.</summary>
internal static class ServiceStrategy
{
    /// <summary>A client that sets only clusterIP means clusterIPs too.</summary>
    public static void PrepareForCreate(JsonObject service)
    {
        var spec = service.ObjectOrNew("spec");
        if (spec.Text("clusterIP") is { Length: > 0 } address && spec["clusterIPs"] is not JsonArray { Count: > 0 })
            spec["clusterIPs"] = new JsonArray(address);
    }

    /// <summary>Keeps what was allocated when the client does not repeat it, and drops what the new type has no use for.</summary>
    public static void PrepareForUpdate(JsonObject service, JsonObject old)
    {
        var spec = service.ObjectOrNew("spec");
        var before = old.Object("spec") ?? [];
        FollowClusterAddress(spec, before);
        if (ServiceTraits.NeedsClusterAddress(before) && ServiceTraits.NeedsClusterAddress(spec))
            KeepClusterAddresses(spec, before);
        if (ServiceTraits.NeedsNodePorts(before) && ServiceTraits.NeedsNodePorts(spec))
            KeepNodePorts(spec, before);
        if (ServiceTraits.NeedsHealthCheckPort(before) && ServiceTraits.NeedsHealthCheckPort(spec) && (spec.Number("healthCheckNodePort") ?? 0) == 0)
            Copy("healthCheckNodePort", before, spec);
        DropUnused(spec, before);
    }

    // Clients of two generations: the old know clusterIP only and must not be punished for leaving clusterIPs behind.
    private static void FollowClusterAddress(JsonObject spec, JsonObject before)
    {
        if (before["clusterIPs"] is JsonArray { Count: > 0 } && spec["clusterIPs"] is not JsonArray { Count: > 0 }
            && spec.Text("clusterIP") == before.Text("clusterIP"))
        {
            Copy("clusterIPs", before, spec);
        }

        if (spec.Text("clusterIP") == before.Text("clusterIP") || !JsonNode.DeepEquals(spec["clusterIPs"], before["clusterIPs"]))
            return;
        if (spec.Text("clusterIP").Length == 0)
            spec.Remove("clusterIPs");
        else
            spec["clusterIPs"] = new JsonArray(spec.Text("clusterIP"));
    }

    private static void KeepClusterAddresses(JsonObject spec, JsonObject before)
    {
        if (spec.Text("clusterIP").Length == 0)
            Copy("clusterIP", before, spec);
        if (spec["clusterIPs"] is not JsonArray { Count: > 0 } && spec.Text("clusterIP") == before.Text("clusterIP"))
            Copy("clusterIPs", before, spec);
    }

    private static void KeepNodePorts(JsonObject spec, JsonObject before)
    {
        var byName = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var port in before.Objects("ports"))
            byName[port.Text("name")] = NodePortOf(port);
        var used = before.Objects("ports").Select(NodePortOf).Intersect(spec.Objects("ports").Select(NodePortOf)).ToHashSet();
        foreach (var port in spec.Objects("ports").Where(port => NodePortOf(port) == 0))
        {
            var known = byName.GetValueOrDefault(port.Text("name"));
            if (known != 0 && used.Add(known))
                port["nodePort"] = (int)known;
        }
    }

    // Fields are dropped only when the user did not touch them: what was changed on purpose is for validation to judge.
    private static void DropUnused(JsonObject spec, JsonObject before)
    {
        if (ServiceTraits.NeedsClusterAddress(before) && !ServiceTraits.NeedsClusterAddress(spec))
        {
            if (Same("clusterIP", spec, before) && Same("clusterIPs", spec, before))
            {
                spec.Remove("clusterIP");
                spec.Remove("clusterIPs");
            }

            RemoveIfSame("ipFamilies", spec, before);
            RemoveIfSame("ipFamilyPolicy", spec, before);
        }

        if (ServiceTraits.NeedsNodePorts(before) && !ServiceTraits.NeedsNodePorts(spec) && SameNodePorts(spec, before))
        {
            foreach (var port in spec.Objects("ports"))
                port.Remove("nodePort");
        }

        if (ServiceTraits.NeedsHealthCheckPort(before) && !ServiceTraits.NeedsHealthCheckPort(spec))
            RemoveIfSame("healthCheckNodePort", spec, before);
        if (before.Text("type") == "LoadBalancer" && spec.Text("type") != "LoadBalancer")
        {
            RemoveIfSame("allocateLoadBalancerNodePorts", spec, before);
            RemoveIfSame("loadBalancerClass", spec, before);
        }

        if (ServiceTraits.IsExternallyAccessible(before) && !ServiceTraits.IsExternallyAccessible(spec))
            RemoveIfSame("externalTrafficPolicy", spec, before);
    }

    private static bool SameNodePorts(JsonObject spec, JsonObject before) =>
        spec.Objects("ports").Select(NodePortOf).Where(port => port != 0).ToHashSet()
            .SetEquals(before.Objects("ports").Select(NodePortOf).Where(port => port != 0));

    private static long NodePortOf(JsonObject port) => port.Number("nodePort") ?? 0;

    private static bool Same(string name, JsonObject spec, JsonObject before) => JsonNode.DeepEquals(spec[name], before[name]);

    private static void RemoveIfSame(string name, JsonObject spec, JsonObject before)
    {
        if (Same(name, spec, before))
            spec.Remove(name);
    }

    private static void Copy(string name, JsonObject source, JsonObject target)
    {
        if (source[name] is { } field)
            target[name] = field.DeepClone();
    }
}
