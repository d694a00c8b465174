namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A container of a pod: an image, what to run in it and with which surroundings.</summary>
[ApiType("io.k8s.api.core.v1.Container")]
public sealed record Container
{
    /// <summary>Name of the container, a DNS label, unique in the pod. Cannot be changed.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The image to run. Workload controllers may fill it in.</summary>
    [Field("image", 2, Presence = Presence.OmitEmpty)]
    public string? Image { get; init; }

    /// <summary>What to run instead of the image's entry point. $(NAME) is replaced by an environment variable, $$(NAME) is left as $(NAME).</summary>
    [Field("command", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Arguments instead of the image's. $(NAME) is replaced by an environment variable, $$(NAME) is left as $(NAME).</summary>
    [Field("args", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Working directory instead of the image's.</summary>
    [Field("workingDir", 5, Presence = Presence.OmitEmpty)]
    public string? WorkingDir { get; init; }

    /// <summary>Ports the container listens on. For information: a port left out can be reached all the same.</summary>
    [Field("ports", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "containerPort", ListType = ListType.Map, ListMapKeys = "containerPort,protocol")]
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    /// <summary>Sources whose entries all become environment variables; a later source wins, and env wins over all.</summary>
    [Field("envFrom", 19, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    /// <summary>Environment variables.</summary>
    [Field("env", 7, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    /// <summary>Processor time, memory and other resources the container needs and may use at most.</summary>
    [Field("resources", 8, Presence = Presence.Always)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>What happens to the container when its resources are changed while it runs.</summary>
    [Field("resizePolicy", 23, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    /// <summary>Only for init containers, and only Always: the container becomes a sidecar, which keeps running and starts before those that follow.</summary>
    [Field("restartPolicy", 24)]
    public string? RestartPolicy { get; init; }

    /// <summary>Volumes of the pod to mount into the container.</summary>
    [Field("volumeMounts", 9, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "mountPath", ListType = ListType.Map, ListMapKeys = "mountPath")]
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    /// <summary>Volumes of the pod to give to the container as block devices.</summary>
    [Field("volumeDevices", 21, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "devicePath", ListType = ListType.Map, ListMapKeys = "devicePath")]
    public IReadOnlyList<VolumeDevice>? VolumeDevices { get; init; }

    /// <summary>Checks whether the container still works; it is restarted when not.</summary>
    [Field("livenessProbe", 10)]
    public Probe? LivenessProbe { get; init; }

    /// <summary>Checks whether the container can serve; its pod gets no traffic from Services while it cannot.</summary>
    [Field("readinessProbe", 11)]
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Checks whether the container has started; the other probes wait for it, and it is restarted when it takes too long.</summary>
    [Field("startupProbe", 22)]
    public Probe? StartupProbe { get; init; }

    /// <summary>What to run after the container started and before it is stopped.</summary>
    [Field("lifecycle", 12)]
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>File in the container whose content, up to 4096 bytes, becomes the termination message; /dev/termination-log by default.</summary>
    [Field("terminationMessagePath", 13, Presence = Presence.OmitEmpty, Default = "\"/dev/termination-log\"")]
    public string? TerminationMessagePath { get; init; }

    /// <summary>
    /// File (the default) reads the message from the file; FallbackToLogsOnError takes the end of the log if the file is empty and the container failed.
    /// </summary>
    [Field("terminationMessagePolicy", 20, Presence = Presence.OmitEmpty, Default = "\"File\"")]
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>Always, IfNotPresent or Never. By default Always for images tagged latest or without a tag, else IfNotPresent.</summary>
    [Field("imagePullPolicy", 14, Presence = Presence.OmitEmpty)]
    public string? ImagePullPolicy { get; init; }

    /// <summary>Privileges of the container; wins over those of the pod.</summary>
    [Field("securityContext", 15)]
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Keep a standard input open, so that one can attach to it; false by default.</summary>
    [Field("stdin", 16, Presence = Presence.OmitEmpty)]
    public bool? Stdin { get; init; }

    /// <summary>Close the standard input after the first attached client has gone; false by default.</summary>
    [Field("stdinOnce", 17, Presence = Presence.OmitEmpty)]
    public bool? StdinOnce { get; init; }

    /// <summary>Give the container a terminal; needs stdin. False by default.</summary>
    [Field("tty", 18, Presence = Presence.OmitEmpty)]
    public bool? Tty { get; init; }
}
