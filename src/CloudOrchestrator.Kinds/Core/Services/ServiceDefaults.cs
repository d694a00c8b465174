namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Defaults of services that depend on their type and on each other.</summary>
internal static class ServiceDefaults
{
    private const int AffinityTimeoutSecondsDefault = 10800;

    public static void Apply(JsonObject service)
    {
        var spec = service.ObjectOrNew("spec");
        spec.DefaultText("type", "ClusterIP");
        spec.DefaultText("sessionAffinity", "None");
        ApplyToAffinity(spec);
        foreach (var port in spec.Objects("ports"))
            ApplyToPort(port);
        if (ServiceTraits.IsExternallyAccessible(spec))
            spec.DefaultText("externalTrafficPolicy", "Cluster");
        if (ServiceTraits.NeedsClusterAddress(spec))
            spec.DefaultText("internalTrafficPolicy", "Cluster");
        if (spec.Text("type") != "LoadBalancer")
            return;
        spec.Default("allocateLoadBalancerNodePorts", true);
        foreach (var ingress in service.Object("status").Object("loadBalancer").Objects("ingress"))
        {
            if (ingress.Text("ip").Length > 0)
                ingress.Default("ipMode", "VIP");
        }
    }

    private static void ApplyToAffinity(JsonObject spec)
    {
        switch (spec.Text("sessionAffinity"))
        {
            case "None":
                spec.Remove("sessionAffinityConfig");
                break;
            case "ClientIP":
                spec.ObjectOrNew("sessionAffinityConfig").ObjectOrNew("clientIP").Default("timeoutSeconds", AffinityTimeoutSecondsDefault);
                break;
        }
    }

    // A target port of 0 or "" stands for the port itself.
    private static void ApplyToPort(JsonObject port)
    {
        port.DefaultText("protocol", "TCP");
        if (port.Number("targetPort") is null or 0 && port.Text("targetPort").Length == 0)
            port["targetPort"] = port["port"]?.DeepClone();
    }
}
