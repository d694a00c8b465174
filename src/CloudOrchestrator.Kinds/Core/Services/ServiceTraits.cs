namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>What the type of a service, given its spec, entails.</summary>
internal static class ServiceTraits
{
    /// <summary>True when the service has an address inside the cluster (or says it wants none).</summary>
    public static bool NeedsClusterAddress(JsonObject? spec) => spec.Text("type") is "ClusterIP" or "NodePort" or "LoadBalancer";

    /// <summary>True when its ports get node ports.</summary>
    public static bool NeedsNodePorts(JsonObject? spec) => spec.Text("type") switch
    {
        "NodePort" => true,
        "LoadBalancer" => spec?["allocateLoadBalancerNodePorts"] is null || spec.IsTrue("allocateLoadBalancerNodePorts"),
        _ => false,
    };

    /// <summary>True when a node port for health checks is needed.</summary>
    public static bool NeedsHealthCheckPort(JsonObject? spec) => spec.Text("type") == "LoadBalancer" && spec.Text("externalTrafficPolicy") == "Local";

    /// <summary>True when it can be reached from outside the cluster.</summary>
    public static bool IsExternallyAccessible(JsonObject? spec) => spec.Text("type") switch
    {
        "NodePort" or "LoadBalancer" => true,
        "ClusterIP" => spec?["externalIPs"] is JsonArray { Count: > 0 },
        _ => false,
    };
}
