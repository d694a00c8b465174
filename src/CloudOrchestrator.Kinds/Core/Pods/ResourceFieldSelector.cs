namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A resource limit or request of a container.</summary>
[ApiType("io.k8s.api.core.v1.ResourceFieldSelector", Atomic = true)]
public sealed record ResourceFieldSelector
{
    /// <summary>Name of the container; required in volumes, its own in environment variables.</summary>
    [Field("containerName", 1, Presence = Presence.OmitEmpty)]
    public string? ContainerName { get; init; }

    /// <summary>The resource, such as limits.cpu or requests.memory.</summary>
    [Field("resource", 2, Presence = Presence.Always, Required = true)]
    public string Resource { get; init; } = "";

    /// <summary>Unit of the value; 1 by default.</summary>
    [Field("divisor", 3, Presence = Presence.Always)]
    public Quantity? Divisor { get; init; }
}
