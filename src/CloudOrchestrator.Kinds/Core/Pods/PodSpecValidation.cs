namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks a pod's spec, in pods and in templates.</summary>
internal static class PodSpecValidation
{
    /// <summary>Checks a spec; <paramref name="podName"/> is null for templates.</summary>
    public static void Validate(PodSpec spec, string? podName, string path, FaultList faults)
    {
        if (spec.TerminationGracePeriodSeconds is null)
            faults.Required($"{path}.terminationGracePeriodSeconds");
        var volumes = VolumeValidation.Validate(spec.Volumes, podName ?? "", $"{path}.volumes", faults);
        var claims = (spec.ResourceClaims ?? []).Select(claim => claim.Name).Where(name => !string.IsNullOrEmpty(name)).ToHashSet(StringComparer.Ordinal);
        var scope = new PodValidationScope(volumes, claims, spec.TerminationGracePeriodSeconds, spec.RestartPolicy, spec.HostUsers ?? true);
        ValidateResourceClaims(spec.ResourceClaims, $"{path}.resourceClaims", faults);
        ContainerValidation.ValidateContainers(spec.Containers, scope, $"{path}.containers", faults);
        ContainerValidation.ValidateInitContainers(spec.InitContainers, spec.Containers, scope, $"{path}.initContainers", faults);
        EphemeralContainerValidation.Validate(spec, scope, $"{path}.ephemeralContainers", faults);
        ValidateHostPorts(spec, podName is not null, $"{path}.containers", faults);
        faults.RequireOneOf($"{path}.restartPolicy", spec.RestartPolicy, "Always", "OnFailure", "Never");
        faults.RequireOneOf($"{path}.dnsPolicy", spec.DnsPolicy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        LabelValidation.ValidateLabels(spec.NodeSelector, $"{path}.nodeSelector", faults);
        SecurityContextValidation.Validate(spec, $"{path}.securityContext", faults);
        AffinityValidation.Validate(spec.Affinity, $"{path}.affinity", faults);
        PodDnsValidation.Validate(spec.DnsConfig, spec.DnsPolicy, $"{path}.dnsConfig", faults);
        for (var i = 0; i < (spec.ReadinessGates?.Count ?? 0); i++)
        {
            var type = spec.ReadinessGates![i].ConditionType ?? "";
            faults.Invalid($"{path}.readinessGates[{i}].conditionType", type, NameFormats.QualifiedName(type));
        }

        SchedulingValidation.ValidateGates(spec.SchedulingGates, $"{path}.schedulingGates", faults);
        SchedulingValidation.ValidateSpread(spec.TopologySpreadConstraints, $"{path}.topologySpreadConstraints", faults);
        WindowsOptionsValidation.ValidateHostProcess(spec, path, faults);
        ValidateHostUsers(spec, path, faults);
        ValidateScalars(spec, path, faults);
        OperatingSystemValidation.Validate(spec, path, faults);
    }

    private static void ValidateScalars(PodSpec spec, string path, FaultList faults)
    {
        CheckName(spec.ServiceAccountName, $"{path}.serviceAccountName", NameFormats.DnsSubdomain, faults);
        CheckName(spec.NodeName, $"{path}.nodeName", NameFormats.DnsSubdomain, faults);
        if (spec.ActiveDeadlineSeconds is < 1 or > int.MaxValue)
            faults.Invalid($"{path}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds, FaultList.InclusiveRange(1, int.MaxValue));
        CheckName(spec.Hostname, $"{path}.hostname", NameFormats.DnsLabel, faults);
        CheckName(spec.Subdomain, $"{path}.subdomain", NameFormats.DnsLabel, faults);
        SchedulingValidation.ValidateTolerations(spec.Tolerations, $"{path}.tolerations", faults);
        ValidateHostAliases(spec.HostAliases, $"{path}.hostAliases", faults);
        CheckName(spec.PriorityClassName, $"{path}.priorityClassName", NameFormats.DnsSubdomain, faults);
        if (spec.RuntimeClassName is { } runtimeClass)
            faults.Invalid($"{path}.runtimeClassName", runtimeClass, NameFormats.DnsSubdomain(runtimeClass));
        if (spec.PreemptionPolicy is { } preemption)
            faults.RequireOneOf($"{path}.preemptionPolicy", preemption, "PreemptLowerPriority", "Never");
        if (spec.Overhead is { } overhead)
            ResourceValidation.Validate(new ResourceRequirements { Limits = overhead }, [], $"{path}.overhead", faults);
    }

    private static void CheckName(string? name, string path, Func<string, IReadOnlyList<string>> check, FaultList faults)
    {
        if (!string.IsNullOrEmpty(name))
            faults.Invalid(path, name, check(name));
    }

    // In templates an unset host port is allowed: it is defaulted when the pod is created.
    private static void ValidateHostPorts(PodSpec spec, bool isPod, string path, FaultList faults)
    {
        if (spec.HostNetwork != true)
            return;
        for (var i = 0; i < (spec.Containers?.Count ?? 0); i++)
        {
            var ports = spec.Containers![i].Ports ?? [];
            for (var j = 0; j < ports.Count; j++)
            {
                var hostPort = ports[j].HostPort ?? 0;
                if ((isPod || hostPort != 0) && hostPort != ports[j].ContainerPortValue)
                    faults.Invalid($"{path}[{i}].ports[{j}].hostPort", hostPort, "must match `containerPort` when `hostNetwork` is true");
            }
        }
    }

    private static void ValidateHostUsers(PodSpec spec, string path, FaultList faults)
    {
        const string why = "when `pod.Spec.HostUsers` is false";
        if (spec.HostUsers != false)
            return;
        if (spec.HostNetwork == true)
            faults.Forbidden($"{path}.hostNetwork", why);
        if (spec.HostPID == true)
            faults.Forbidden($"{path}.HostPID", why);
        if (spec.HostIPC == true)
            faults.Forbidden($"{path}.HostIPC", why);
    }

    private static void ValidateHostAliases(IReadOnlyList<HostAlias>? aliases, string path, FaultList faults)
    {
        for (var i = 0; i < (aliases?.Count ?? 0); i++)
        {
            AddressValidation.ValidateAddress(aliases![i].Ip ?? "", $"{path}[{i}].ip", faults);
            var names = aliases[i].Hostnames ?? [];
            for (var j = 0; j < names.Count; j++)
                faults.Invalid($"{path}[{i}].hostnames[{j}]", names[j], NameFormats.DnsSubdomain(names[j]));
        }
    }

    private static void ValidateResourceClaims(IReadOnlyList<PodResourceClaim>? claims, string path, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (claims?.Count ?? 0); i++)
        {
            var (claim, field) = (claims![i], $"{path}[{i}]");
            if (string.IsNullOrEmpty(claim.Name))
                faults.Required($"{field}.name");
            else if (!names.Add(claim.Name))
                faults.Duplicate($"{field}.name", claim.Name);
            else
                faults.Invalid($"{field}.name", claim.Name, NameFormats.DnsLabel(claim.Name));
            if (claim is { ResourceClaimName: not null, ResourceClaimTemplateName: not null })
                faults.Invalid(field, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            if (claim is { ResourceClaimName: null, ResourceClaimTemplateName: null })
                faults.Invalid(field, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            if (claim.ResourceClaimName is { } name)
                faults.Invalid($"{field}.resourceClaimName", name, NameFormats.DnsSubdomain(name));
            if (claim.ResourceClaimTemplateName is { } template)
                faults.Invalid($"{field}.resourceClaimTemplateName", template, NameFormats.DnsSubdomain(template));
        }
    }
}
