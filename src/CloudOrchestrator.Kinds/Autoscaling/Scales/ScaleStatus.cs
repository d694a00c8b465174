namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

[ApiType("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed record ScaleStatus
{
    [Field("replicas", 1, Presence = Presence.Always, Required = true)]
    public int Replicas { get; init; }

    [Field("selector", 2, Presence = Presence.OmitEmpty)]
    public string? Selector { get; init; }
}
