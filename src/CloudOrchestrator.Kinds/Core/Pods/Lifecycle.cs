namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What to run after a container started and before it is stopped.</summary>
[ApiType("io.k8s.api.core.v1.Lifecycle")]
public sealed record Lifecycle
{
    /// <summary>Runs right after the container was started; when it fails, the container is stopped and restarted as its policy says.</summary>
    [Field("postStart", 1)]
    public LifecycleHandler? PostStart { get; init; }

    /// <summary>Runs before the container is stopped on request; its time counts against the grace period.</summary>
    [Field("preStop", 2)]
    public LifecycleHandler? PreStop { get; init; }
}
