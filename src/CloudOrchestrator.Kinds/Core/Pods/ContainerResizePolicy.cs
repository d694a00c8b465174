namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed record ContainerResizePolicy
{
    [Field("resourceName", 1, Presence = Presence.Always, Required = true)]
    public string ResourceName { get; init; } = "";

    [Field("restartPolicy", 2, Presence = Presence.Always, Required = true)]
    public string RestartPolicy { get; init; } = "";
}
