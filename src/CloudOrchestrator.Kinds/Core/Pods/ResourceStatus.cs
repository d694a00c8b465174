namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ResourceStatus")]
public sealed record ResourceStatus
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("resources", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ResourceHealth>? Resources { get; init; }
}
