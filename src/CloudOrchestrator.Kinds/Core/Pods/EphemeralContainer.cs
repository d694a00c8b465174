namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A container added to a running pod to look into it. It is never restarted and cannot be changed or removed.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralContainer")]
public sealed record EphemeralContainer
{
    /// <summary>Name of the container, a DNS label, unique in the pod. Cannot be changed.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true, Inside = 1)]
    public string Name { get; init; } = "";

    /// <summary>The image to run. Workload controllers may fill it in.</summary>
    [Field("image", 2, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Image { get; init; }

    /// <summary>What to run instead of the image's entry point. $(NAME) is replaced by an environment variable, $$(NAME) is left as $(NAME).</summary>
    [Field("command", 3, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Arguments instead of the image's. $(NAME) is replaced by an environment variable, $$(NAME) is left as $(NAME).</summary>
    [Field("args", 4, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Working directory instead of the image's.</summary>
    [Field("workingDir", 5, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? WorkingDir { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("ports", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "containerPort", ListType = ListType.Map, ListMapKeys = "containerPort,protocol", Inside = 1)]
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    /// <summary>Sources whose entries all become environment variables; a later source wins, and env wins over all.</summary>
    [Field("envFrom", 19, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    /// <summary>Environment variables.</summary>
    [Field("env", 7, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Inside = 1)]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    /// <summary>Not allowed here: it uses what the pod has to spare.</summary>
    [Field("resources", 8, Presence = Presence.Always, Inside = 1)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("resizePolicy", 23, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("restartPolicy", 24, Inside = 1)]
    public string? RestartPolicy { get; init; }

    /// <summary>Volumes of the pod to mount into the container.</summary>
    [Field("volumeMounts", 9, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "mountPath", ListType = ListType.Map, ListMapKeys = "mountPath", Inside = 1)]
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    /// <summary>Volumes of the pod to give to the container as block devices.</summary>
    [Field("volumeDevices", 21, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "devicePath", ListType = ListType.Map, ListMapKeys = "devicePath", Inside = 1)]
    public IReadOnlyList<VolumeDevice>? VolumeDevices { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("livenessProbe", 10, Inside = 1)]
    public Probe? LivenessProbe { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("readinessProbe", 11, Inside = 1)]
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("startupProbe", 22, Inside = 1)]
    public Probe? StartupProbe { get; init; }

    /// <summary>Not allowed here.</summary>
    [Field("lifecycle", 12, Inside = 1)]
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>File in the container whose content, up to 4096 bytes, becomes the termination message; /dev/termination-log by default.</summary>
    [Field("terminationMessagePath", 13, Presence = Presence.OmitEmpty, Inside = 1, Default = "\"/dev/termination-log\"")]
    public string? TerminationMessagePath { get; init; }

    /// <summary>
    /// File (the default) reads the message from the file; FallbackToLogsOnError takes the end of the log if the file is empty and the container failed.
    /// </summary>
    [Field("terminationMessagePolicy", 20, Presence = Presence.OmitEmpty, Inside = 1, Default = "\"File\"")]
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>Always, IfNotPresent or Never. By default Always for images tagged latest or without a tag, else IfNotPresent.</summary>
    [Field("imagePullPolicy", 14, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? ImagePullPolicy { get; init; }

    /// <summary>Privileges of the container; wins over those of the pod.</summary>
    [Field("securityContext", 15, Inside = 1)]
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Keep a standard input open, so that one can attach to it; false by default.</summary>
    [Field("stdin", 16, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? Stdin { get; init; }

    /// <summary>Close the standard input after the first attached client has gone; false by default.</summary>
    [Field("stdinOnce", 17, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? StdinOnce { get; init; }

    /// <summary>Give the container a terminal; needs stdin. False by default.</summary>
    [Field("tty", 18, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? Tty { get; init; }

    /// <summary>Container whose processes it shall see; its own alone when empty.</summary>
    [Field("targetContainerName", 2, Presence = Presence.OmitEmpty)]
    public string? TargetContainerName { get; init; }
}
