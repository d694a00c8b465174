namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks the containers of a pod.</summary>
internal static class ContainerValidation
{
    /// <summary>The regular containers.</summary>
    public static void ValidateContainers(IReadOnlyList<Container>? containers, PodValidationScope scope, string path, FaultList faults)
    {
        if (containers is not { Count: > 0 })
        {
            faults.Required(path);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (container, field) = (containers[i], $"{path}[{i}]");
            ValidateCommon(container, scope, field, faults);
            if (!names.Add(container.Name ?? ""))
                faults.Duplicate($"{field}.name", container.Name);
            ProbeValidation.Validate(container, scope.GracePeriodSeconds, field, faults);
            if (container.RestartPolicy is not null)
                faults.Forbidden($"{field}.restartPolicy", "may not be set for non-init containers");
        }

        ValidateHostPorts(containers, path, faults);
    }

    /// <summary>Containers that run before the regular ones.</summary>
    public static void ValidateInitContainers(
        IReadOnlyList<Container>? containers, IReadOnlyList<Container>? regular, PodValidationScope scope, string path, FaultList faults)
    {
        var names = (regular ?? []).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < (containers?.Count ?? 0); i++)
        {
            var (container, field) = (containers![i], $"{path}[{i}]");
            ValidateCommon(container, scope, field, faults);
            if (container.RestartPolicy is { } policy && policy != "Always")
                faults.NotSupported($"{field}.restartPolicy", policy, "Always");
            if (names.Contains(container.Name))
                faults.Duplicate($"{field}.name", container.Name);
            else if (!string.IsNullOrEmpty(container.Name))
                names.Add(container.Name);
            // Init containers run one by one: their ports conflict only with themselves. Kubernetes counts the path's index from 0.
            ValidateHostPorts([container], path, faults);
            if (container.RestartPolicy == "Always")
                ProbeValidation.Validate(container, scope.GracePeriodSeconds, field, faults);
            else
                ForbidProbes(container, field, "may not be set for init containers without restartPolicy=Always", faults);
            if (container.ResizePolicy is { Count: > 0 } resize)
                faults.Invalid($"{field}.resizePolicy", resize, "must not be set for init containers");
        }
    }

    /// <summary>What all kinds of containers have in common.</summary>
    public static void ValidateCommon(Container container, PodValidationScope scope, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(container.Name))
            faults.Required($"{path}.name");
        else
            faults.Invalid($"{path}.name", container.Name, NameFormats.DnsLabel(container.Name));
        if (string.IsNullOrEmpty(container.Image))
            faults.Required($"{path}.image");
        faults.RequireOneOf($"{path}.terminationMessagePolicy", container.TerminationMessagePolicy, "File", "FallbackToLogsOnError");
        ValidatePorts(container.Ports, $"{path}.ports", faults);
        EnvironmentValidation.Validate(container.Env, $"{path}.env", faults);
        EnvironmentValidation.Validate(container.EnvFrom, $"{path}.envFrom", faults);
        VolumeMountValidation.Validate(container, scope.Volumes, path, faults);
        faults.RequireOneOf($"{path}.imagePullPolicy", container.ImagePullPolicy, "Always", "IfNotPresent", "Never");
        ResourceValidation.Validate(container.Resources, scope.ClaimNames, $"{path}.resources", faults);
        ValidateResizePolicy(container.ResizePolicy, scope.RestartPolicy, $"{path}.resizePolicy", faults);
        SecurityContextValidation.Validate(container.SecurityContext, scope.HostUsers, $"{path}.securityContext", faults);
    }

    /// <summary>Templates may hold placeholders for images; pods may not.</summary>
    public static void ValidateImages(IReadOnlyList<Container>? containers, string path, FaultList faults)
    {
        for (var i = 0; i < (containers?.Count ?? 0); i++)
            ValidateImage(containers![i].Image, $"{path}[{i}]", faults);
    }

    /// <summary>An image of a pod.</summary>
    public static void ValidateImage(string? image, string path, FaultList faults)
    {
        if (image is not null && image.Trim().Length != image.Length)
            faults.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
    }

    /// <summary>Refuses probes and hooks.</summary>
    public static void ForbidProbes(Container container, string path, string why, FaultList faults)
    {
        if (container.Lifecycle is not null)
            faults.Forbidden($"{path}.lifecycle", why);
        if (container.LivenessProbe is not null)
            faults.Forbidden($"{path}.livenessProbe", why);
        if (container.ReadinessProbe is not null)
            faults.Forbidden($"{path}.readinessProbe", why);
        if (container.StartupProbe is not null)
            faults.Forbidden($"{path}.startupProbe", why);
    }

    private static void ValidatePorts(IReadOnlyList<ContainerPort>? ports, string path, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (ports?.Count ?? 0); i++)
        {
            var (port, field) = (ports![i], $"{path}[{i}]");
            if (!string.IsNullOrEmpty(port.Name))
            {
                var wrong = NameFormats.PortName(port.Name);
                faults.Invalid($"{field}.name", port.Name, wrong);
                if (wrong.Count == 0 && !names.Add(port.Name))
                    faults.Duplicate($"{field}.name", port.Name);
            }

            if (port.ContainerPortValue == 0)
                faults.Required($"{field}.containerPort");
            else
                faults.Invalid($"{field}.containerPort", port.ContainerPortValue, NameFormats.PortNumber(port.ContainerPortValue));
            if (port.HostPort is { } hostPort and not 0)
                faults.Invalid($"{field}.hostPort", hostPort, NameFormats.PortNumber(hostPort));
            faults.RequireOneOf($"{field}.protocol", port.Protocol, "SCTP", "TCP", "UDP");
        }
    }

    private static void ValidateHostPorts(IReadOnlyList<Container> containers, string path, FaultList faults)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var ports = containers[i].Ports ?? [];
            for (var j = 0; j < ports.Count; j++)
            {
                if (ports[j].HostPort is null or 0)
                    continue;
                var key = $"{ports[j].Protocol}/{ports[j].HostIP}/{ports[j].HostPort}";
                if (!taken.Add(key))
                    faults.Duplicate($"{path}[{i}].ports[{j}].hostPort", key);
            }
        }
    }

    private static void ValidateResizePolicy(IReadOnlyList<ContainerResizePolicy>? policies, string? restartPolicy, string path, FaultList faults)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (policies?.Count ?? 0); i++)
        {
            var policy = policies![i];
            if (!resources.Add(policy.ResourceName ?? ""))
                faults.Duplicate($"{path}[{i}]", policy.ResourceName);
            faults.RequireOneOf(path, policy.ResourceName, "cpu", "memory");
            faults.RequireOneOf(path, policy.RestartPolicy, "NotRequired", "RestartContainer");
            if (restartPolicy == "Never" && policy.RestartPolicy != "NotRequired")
                faults.Invalid(path, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
    }
}
