namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What happens to a container when one of its resources is changed while it runs.</summary>
[ApiType("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed record ContainerResizePolicy
{
    /// <summary>cpu or memory.</summary>
    [Field("resourceName", 1, Presence = Presence.Always, Required = true)]
    public string ResourceName { get; init; } = "";

    /// <summary>NotRequired (the default) or RestartContainer.</summary>
    [Field("restartPolicy", 2, Presence = Presence.Always, Required = true)]
    public string RestartPolicy { get; init; } = "";
}
