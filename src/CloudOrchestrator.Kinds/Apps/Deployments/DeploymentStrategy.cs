namespace CloudOrchestrator.Kinds.Apps.Deployments;

[ApiType("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed record DeploymentStrategy
{
    [Field("type", 1, Presence = Presence.OmitEmpty, Default = "\"RollingUpdate\"")]
    public string? Type { get; init; }

    [Field("rollingUpdate", 2)]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
