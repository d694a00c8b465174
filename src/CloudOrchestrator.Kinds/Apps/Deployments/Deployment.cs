namespace CloudOrchestrator.Kinds.Apps.Deployments;

[ApiType("io.k8s.api.apps.v1.Deployment")]
public sealed record Deployment : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public DeploymentSpec? Spec { get; init; }

    [Field("status", 3, Presence = Presence.Always)]
    public DeploymentStatus? Status { get; init; }
}
