namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.EphemeralContainer")]
public sealed record EphemeralContainer
{
    [Field("name", 1, Presence = Presence.Always, Required = true, Inside = 1)]
    public string Name { get; init; } = "";

    [Field("image", 2, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Image { get; init; }

    [Field("command", 3, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<string>? Command { get; init; }

    [Field("args", 4, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<string>? Args { get; init; }

    [Field("workingDir", 5, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? WorkingDir { get; init; }

    [Field("ports", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "containerPort", ListType = ListType.Map, ListMapKeys = "containerPort,protocol", Inside = 1)]
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    [Field("envFrom", 19, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    [Field("env", 7, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Inside = 1)]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    [Field("resources", 8, Presence = Presence.Always, Inside = 1)]
    public ResourceRequirements? Resources { get; init; }

    [Field("resizePolicy", 23, Presence = Presence.OmitEmpty, Inside = 1)]
    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    [Field("restartPolicy", 24, Inside = 1)]
    public string? RestartPolicy { get; init; }

    [Field("volumeMounts", 9, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "mountPath", ListType = ListType.Map, ListMapKeys = "mountPath", Inside = 1)]
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    [Field("volumeDevices", 21, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "devicePath", ListType = ListType.Map, ListMapKeys = "devicePath", Inside = 1)]
    public IReadOnlyList<VolumeDevice>? VolumeDevices { get; init; }

    [Field("livenessProbe", 10, Inside = 1)]
    public Probe? LivenessProbe { get; init; }

    [Field("readinessProbe", 11, Inside = 1)]
    public Probe? ReadinessProbe { get; init; }

    [Field("startupProbe", 22, Inside = 1)]
    public Probe? StartupProbe { get; init; }

    [Field("lifecycle", 12, Inside = 1)]
    public Lifecycle? Lifecycle { get; init; }

    [Field("terminationMessagePath", 13, Presence = Presence.OmitEmpty, Inside = 1, Default = "\"/dev/termination-log\"")]
    public string? TerminationMessagePath { get; init; }

    [Field("terminationMessagePolicy", 20, Presence = Presence.OmitEmpty, Inside = 1, Default = "\"File\"")]
    public string? TerminationMessagePolicy { get; init; }

    [Field("imagePullPolicy", 14, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? ImagePullPolicy { get; init; }

    [Field("securityContext", 15, Inside = 1)]
    public SecurityContext? SecurityContext { get; init; }

    [Field("stdin", 16, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? Stdin { get; init; }

    [Field("stdinOnce", 17, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? StdinOnce { get; init; }

    [Field("tty", 18, Presence = Presence.OmitEmpty, Inside = 1)]
    public bool? Tty { get; init; }

    [Field("targetContainerName", 2, Presence = Presence.OmitEmpty)]
    public string? TargetContainerName { get; init; }
}
