namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Health of the devices that a resource consists of.</summary>
[ApiType("io.k8s.api.core.v1.ResourceStatus")]
public sealed record ResourceStatus
{
    /// <summary>Name of the resource, or claim:name/request for a claim.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Health of each device.</summary>
    [Field("resources", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ResourceHealth>? Resources { get; init; }
}
