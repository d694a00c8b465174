namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A container of a pod's specification with its role.</summary>
/// <param name="Role">What it is in the pod.</param>
/// <param name="Spec">Its specification; an ephemeral container's in the same form.</param>
public sealed record PodContainer(ContainerRole Role, Container Spec)
{
    /// <summary>Its name, unique in the pod.</summary>
    public string Name => Spec.Name;

    /// <summary>For an ephemeral container, the container whose process namespace it joins.</summary>
    public string? TargetContainerName { get; init; }

    /// <summary>Path of the container in the pod, as events carry it.</summary>
    public string FieldPath => Role switch
    {
        ContainerRole.Init or ContainerRole.Sidecar => $"spec.initContainers{{{Name}}}",
        ContainerRole.Ephemeral => $"spec.ephemeralContainers{{{Name}}}",
        _ => $"spec.containers{{{Name}}}",
    };

    /// <summary>All containers of a pod: init containers in order, then the others, then the ephemeral ones.</summary>
    public static IReadOnlyList<PodContainer> Of(PodSpec spec) =>
    [
        .. (spec.InitContainers ?? []).Select(container =>
            new PodContainer(container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init, container)),
        .. spec.Containers.Select(container => new PodContainer(ContainerRole.App, container)),
        .. (spec.EphemeralContainers ?? []).Select(Of),
    ];

    private static PodContainer Of(EphemeralContainer ephemeral) => new(ContainerRole.Ephemeral, new Container
    {
        Name = ephemeral.Name,
        Image = ephemeral.Image,
        Command = ephemeral.Command,
        Args = ephemeral.Args,
        WorkingDir = ephemeral.WorkingDir,
        EnvFrom = ephemeral.EnvFrom,
        Env = ephemeral.Env,
        Resources = ephemeral.Resources,
        VolumeMounts = ephemeral.VolumeMounts,
        TerminationMessagePath = ephemeral.TerminationMessagePath,
        TerminationMessagePolicy = ephemeral.TerminationMessagePolicy,
        ImagePullPolicy = ephemeral.ImagePullPolicy,
        SecurityContext = ephemeral.SecurityContext,
        Stdin = ephemeral.Stdin,
        StdinOnce = ephemeral.StdinOnce,
        Tty = ephemeral.Tty,
    })
    {
        TargetContainerName = ephemeral.TargetContainerName,
    };
}
