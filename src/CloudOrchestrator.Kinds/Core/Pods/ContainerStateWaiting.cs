namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A container that is not running yet.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed record ContainerStateWaiting
{
    /// <summary>Short word for why it waits, such as ContainerCreating, ImagePullBackOff or CrashLoopBackOff.</summary>
    [Field("reason", 1, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>What it waits for, for people to read.</summary>
    [Field("message", 2, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
