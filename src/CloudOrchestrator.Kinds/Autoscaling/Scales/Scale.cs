namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

[ApiType("io.k8s.api.autoscaling.v1.Scale")]
public sealed record Scale : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public ScaleSpec? Spec { get; init; }

    [Field("status", 3, Presence = Presence.Always)]
    public ScaleStatus? Status { get; init; }
}
