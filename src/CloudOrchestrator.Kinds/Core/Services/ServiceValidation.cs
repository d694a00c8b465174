namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Checks services.</summary>
internal static class ServiceValidation
{
    private const int AffinityTimeoutSecondsMax = 86400;
    private const string HintsAnnotation = "service.kubernetes.io/topology-aware-hints";
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string OnlyBalancer = "may only be used when `type` is 'LoadBalancer'";

    public static FaultList Validate(Service service)
    {
        var faults = new FaultList();
        var spec = service.Spec ?? new();
        ValidateTopologyAnnotations(service.Metadata.Annotations, faults);
        if (spec.Ports is not { Count: > 0 } && !IsHeadless(spec) && spec.Type != "ExternalName")
            faults.Required("spec.ports");
        ValidateType(spec, faults);
        ServicePortValidation.Validate(spec, faults);
        LabelValidation.ValidateLabels(spec.Selector, "spec.selector", faults);
        ValidateAffinity(spec, faults);
        ServiceAddressValidation.Validate(spec, faults);
        for (var i = 0; i < (spec.ExternalIPs?.Count ?? 0); i++)
        {
            if (AddressValidation.ValidateAddress(spec.ExternalIPs![i], $"spec.externalIPs[{i}]", faults))
                AddressValidation.ValidateNotSpecial(spec.ExternalIPs[i], $"spec.externalIPs[{i}]", faults);
        }

        faults.RequireOneOf("spec.type", spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ServicePortValidation.ValidateUnique(spec, faults);
        ValidateSourceRanges(service, spec, faults);
        ValidateBalancer(spec, faults);
        ValidateTrafficPolicies(spec, faults);
        return faults;
    }

    /// <summary>True for a service without an address of its own.</summary>
    public static bool IsHeadless(ServiceSpec spec) => spec.ClusterIPs is ["None"];

    private static void ValidateTopologyAnnotations(IReadOnlyDictionary<string, string>? annotations, FaultList faults)
    {
        if (annotations is not null && annotations.TryGetValue(HintsAnnotation, out var hints)
            && annotations.TryGetValue(ModeAnnotation, out var mode) && mode != hints)
        {
            faults.Invalid($"metadata.annotations[{ModeAnnotation}]", mode, $"must match annotations[{HintsAnnotation}] when both are specified");
        }
    }

    private static void ValidateType(ServiceSpec spec, FaultList faults)
    {
        switch (spec.Type)
        {
            case "LoadBalancer" or "NodePort" when IsHeadless(spec):
                faults.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {spec.Type} services");
                break;
            case "ExternalName":
                const string notHere = "may not be set for ExternalName services";
                if (spec.ClusterIPs is { Count: > 0 })
                    faults.Forbidden("spec.clusterIPs", notHere);
                if (spec.IpFamilies is { Count: > 0 })
                    faults.Forbidden("spec.ipFamilies", notHere);
                if (spec.IpFamilyPolicy is not null)
                    faults.Forbidden("spec.ipFamilyPolicy", notHere);
                var name = spec.ExternalName ?? "";
                name = name.EndsWith('.') ? name[..^1] : name;
                if (name.Length == 0)
                    faults.Required("spec.externalName");
                else
                    faults.Invalid("spec.externalName", name, NameFormats.DnsSubdomain(name));
                break;
        }
    }

    private static void ValidateAffinity(ServiceSpec spec, FaultList faults)
    {
        const string path = "spec.sessionAffinityConfig";
        const string why = "when session affinity type is ClientIP";
        faults.RequireOneOf("spec.sessionAffinity", spec.SessionAffinity, "ClientIP", "None");
        if (spec.SessionAffinity == "None" && spec.SessionAffinityConfig is not null)
            faults.Forbidden(path, "must not be set when session affinity is None");
        if (spec.SessionAffinity != "ClientIP")
            return;
        if (spec.SessionAffinityConfig is not { } config)
            faults.Required(path, why);
        else if (config.ClientIP is not { } client)
            faults.Required($"{path}.clientIP", why);
        else if (client.TimeoutSeconds is not { } seconds)
            faults.Required($"{path}.clientIP.timeoutSeconds", why);
        else if (seconds is <= 0 or > AffinityTimeoutSecondsMax)
            faults.Invalid($"{path}.clientIP.timeoutSeconds", seconds, $"must be greater than 0 and less than {AffinityTimeoutSecondsMax}");
    }

    private static void ValidateSourceRanges(Service service, ServiceSpec spec, FaultList faults)
    {
        if (spec.LoadBalancerSourceRanges is { Count: > 0 } ranges)
        {
            const string path = "spec.LoadBalancerSourceRanges";
            if (spec.Type != "LoadBalancer")
                faults.Forbidden(path, OnlyBalancer);
            for (var i = 0; i < ranges.Count; i++)
                AddressValidation.ValidateCidr(ranges[i].Trim(), $"{path}[{i}]", faults);
        }
        else if (service.Metadata.Annotations is { } annotations && annotations.TryGetValue(RangesAnnotation, out var text))
        {
            const string path = $"metadata.annotations[{RangesAnnotation}]";
            if (spec.Type != "LoadBalancer")
                faults.Forbidden(path, OnlyBalancer);
            foreach (var range in text.Trim().Length == 0 ? [] : text.Split(','))
                AddressValidation.ValidateCidr(range.Trim(), path, faults);
        }
    }

    private static void ValidateBalancer(ServiceSpec spec, FaultList faults)
    {
        if (spec.Type != "LoadBalancer")
        {
            if (spec.AllocateLoadBalancerNodePorts is not null)
                faults.Forbidden("spec.allocateLoadBalancerNodePorts", OnlyBalancer);
            if (spec.LoadBalancerClass is not null)
                faults.Forbidden("spec.loadBalancerClass", OnlyBalancer);
            return;
        }

        if (spec.AllocateLoadBalancerNodePorts is null)
            faults.Required("allocateLoadBalancerNodePorts");
        if (spec.LoadBalancerClass is { } name)
            faults.Invalid("spec.loadBalancerClass", name, NameFormats.QualifiedName(name));
    }

    private static void ValidateTrafficPolicies(ServiceSpec spec, FaultList faults)
    {
        var external = spec.ExternalTrafficPolicy ?? "";
        if (spec.Type is "NodePort" or "LoadBalancer" || (spec.Type == "ClusterIP" && spec.ExternalIPs is { Count: > 0 }))
            faults.RequireOneOf("spec.externalTrafficPolicy", external, "Cluster", "Local");
        else if (external.Length > 0)
            faults.Invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services");
        var healthPort = spec.HealthCheckNodePort ?? 0;
        if (spec.Type == "LoadBalancer" && external == "Local")
        {
            if (healthPort == 0)
                faults.Required("spec.healthCheckNodePort");
            else
                faults.Invalid("spec.healthCheckNodePort", healthPort, NameFormats.PortNumber(healthPort));
        }
        else if (healthPort != 0)
        {
            faults.Invalid("spec.healthCheckNodePort", healthPort,
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }

        if (spec.InternalTrafficPolicy is null && spec.Type is ("NodePort" or "LoadBalancer" or "ClusterIP"))
            faults.Required("spec.internalTrafficPolicy");

        if (spec.InternalTrafficPolicy is { } inside && inside is not ("Cluster" or "Local"))
            faults.NotSupported("spec.internalTrafficPolicy", inside, "Cluster", "Local");
        if (spec.TrafficDistribution is { } distribution && distribution != "PreferClose")
            faults.NotSupported("spec.trafficDistribution", distribution, "PreferClose");
    }
}
