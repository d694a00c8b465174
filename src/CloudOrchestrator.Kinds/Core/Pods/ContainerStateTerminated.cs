namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed record ContainerStateTerminated
{
    [Field("exitCode", 1, Presence = Presence.Always, Required = true)]
    public int ExitCode { get; init; }

    [Field("signal", 2, Presence = Presence.OmitEmpty)]
    public int? Signal { get; init; }

    [Field("reason", 3, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 4, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("startedAt", 5, Presence = Presence.Always)]
    public DateTimeOffset? StartedAt { get; init; }

    [Field("finishedAt", 6, Presence = Presence.Always)]
    public DateTimeOffset? FinishedAt { get; init; }

    [Field("containerID", 7, Presence = Presence.OmitEmpty)]
    public string? ContainerID { get; init; }
}
