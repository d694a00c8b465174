namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ResourceFieldSelector", Atomic = true)]
public sealed record ResourceFieldSelector
{
    [Field("containerName", 1, Presence = Presence.OmitEmpty)]
    public string? ContainerName { get; init; }

    [Field("resource", 2, Presence = Presence.Always, Required = true)]
    public string Resource { get; init; } = "";

    [Field("divisor", 3, Presence = Presence.Always)]
    public Quantity? Divisor { get; init; }
}
