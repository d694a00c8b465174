namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A container that has ended.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed record ContainerStateTerminated
{
    /// <summary>The process's exit code.</summary>
    [Field("exitCode", 1, Presence = Presence.Always, Required = true)]
    public int ExitCode { get; init; }

    /// <summary>The signal that ended the process.</summary>
    [Field("signal", 2, Presence = Presence.OmitEmpty)]
    public int? Signal { get; init; }

    /// <summary>Short word for why it ended, such as Completed, Error or OOMKilled.</summary>
    [Field("reason", 3, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Last words of the container.</summary>
    [Field("message", 4, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>When it was started.</summary>
    [Field("startedAt", 5, Presence = Presence.Always)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Field("finishedAt", 6, Presence = Presence.Always)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Identifier at the container runtime, as type://id.</summary>
    [Field("containerID", 7, Presence = Presence.OmitEmpty)]
    public string? ContainerID { get; init; }
}
