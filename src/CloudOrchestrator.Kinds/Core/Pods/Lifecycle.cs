namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.Lifecycle")]
public sealed record Lifecycle
{
    [Field("postStart", 1)]
    public LifecycleHandler? PostStart { get; init; }

    [Field("preStop", 2)]
    public LifecycleHandler? PreStop { get; init; }
}
