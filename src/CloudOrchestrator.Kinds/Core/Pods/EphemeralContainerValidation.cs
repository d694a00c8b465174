namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks containers added to running pods for debugging.</summary>
internal static class EphemeralContainerValidation
{
    private const string NotAllowed = "cannot be set for an Ephemeral Container";

    public static void Validate(PodSpec spec, PodValidationScope scope, string path, FaultList faults)
    {
        var containers = spec.EphemeralContainers ?? [];
        if (containers.Count == 0)
            return;
        var others = (spec.Containers ?? []).Concat(spec.InitContainers ?? []).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        var names = others.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (ephemeral, field) = (containers[i], $"{path}[{i}]");
            var container = ToContainer(ephemeral);
            ContainerValidation.ValidateCommon(container, scope, field, faults);
            ContainerValidation.ValidateImage(container.Image, field, faults);
            if (!names.Add(container.Name ?? ""))
                faults.Duplicate($"{field}.name", container.Name);
            if (ephemeral.TargetContainerName is { Length: > 0 } target && !others.Contains(target))
                faults.NotFound($"{field}.targetContainerName", target);
            ForbidFields(container, field, faults);
            ForbidSubPaths(container, field, faults);
        }
    }

    /// <summary>Faults of a change: existing ephemeral containers stay as they are.</summary>
    public static void ValidateChange(PodSpec spec, PodSpec old, FaultList faults)
    {
        const string path = "spec.ephemeralContainers";
        foreach (var before in old.EphemeralContainers ?? [])
        {
            var after = spec.EphemeralContainers?.LastOrDefault(container => container.Name == before.Name);
            if (after is null)
            {
                faults.Forbidden(path, $"existing ephemeral containers \"{before.Name}\" may not be removed\n");
            }
            else
            {
                var (value, oldValue) = (ObjectJson.ToJsonObject(after), ObjectJson.ToJsonObject(before));
                if (!JsonNode.DeepEquals(value, oldValue))
                {
                    faults.Forbidden(path, $"existing ephemeral containers \"{before.Name}\" may not be changed\n"
                        + StructureDifference.Describe("core.EphemeralContainer", oldValue, value));
                }
            }
        }
    }

    private static void ForbidFields(Container container, string path, FaultList faults)
    {
        if (container.Ports is { Count: > 0 })
            faults.Forbidden($"{path}.ports", NotAllowed);
        if (container.Resources is { Limits.Count: > 0 } or { Requests.Count: > 0 } or { Claims.Count: > 0 })
            faults.Forbidden($"{path}.resources", NotAllowed);
        if (container.ResizePolicy is { Count: > 0 })
            faults.Forbidden($"{path}.resizePolicy", NotAllowed);
        if (container.RestartPolicy is not null)
            faults.Forbidden($"{path}.restartPolicy", NotAllowed);
        if (container.LivenessProbe is not null)
            faults.Forbidden($"{path}.livenessProbe", NotAllowed);
        if (container.ReadinessProbe is not null)
            faults.Forbidden($"{path}.readinessProbe", NotAllowed);
        if (container.StartupProbe is not null)
            faults.Forbidden($"{path}.startupProbe", NotAllowed);
        if (container.Lifecycle is not null)
            faults.Forbidden($"{path}.lifecycle", NotAllowed);
    }

    private static void ForbidSubPaths(Container container, string path, FaultList faults)
    {
        for (var i = 0; i < (container.VolumeMounts?.Count ?? 0); i++)
        {
            var mount = container.VolumeMounts![i];
            if (!string.IsNullOrEmpty(mount.SubPath))
                faults.Forbidden($"{path}.volumeMounts[{i}].subPath", NotAllowed);
            if (!string.IsNullOrEmpty(mount.SubPathExpr))
                faults.Forbidden($"{path}.volumeMounts[{i}].subPathExpr", NotAllowed);
        }
    }

    private static Container ToContainer(EphemeralContainer ephemeral) => new()
    {
        Name = ephemeral.Name,
        Image = ephemeral.Image,
        Command = ephemeral.Command,
        Args = ephemeral.Args,
        WorkingDir = ephemeral.WorkingDir,
        Ports = ephemeral.Ports,
        EnvFrom = ephemeral.EnvFrom,
        Env = ephemeral.Env,
        Resources = ephemeral.Resources,
        ResizePolicy = ephemeral.ResizePolicy,
        RestartPolicy = ephemeral.RestartPolicy,
        VolumeMounts = ephemeral.VolumeMounts,
        VolumeDevices = ephemeral.VolumeDevices,
        LivenessProbe = ephemeral.LivenessProbe,
        ReadinessProbe = ephemeral.ReadinessProbe,
        StartupProbe = ephemeral.StartupProbe,
        Lifecycle = ephemeral.Lifecycle,
        TerminationMessagePath = ephemeral.TerminationMessagePath,
        TerminationMessagePolicy = ephemeral.TerminationMessagePolicy,
        ImagePullPolicy = ephemeral.ImagePullPolicy,
        SecurityContext = ephemeral.SecurityContext,
        Stdin = ephemeral.Stdin,
        StdinOnce = ephemeral.StdinOnce,
        Tty = ephemeral.Tty,
    };
}
