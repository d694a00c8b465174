namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

[ApiType("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed record ScaleSpec
{
    [Field("replicas", 1, Presence = Presence.OmitEmpty)]
    public int? Replicas { get; init; }
}
