namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

/// <summary>The number of replicas wanted.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed record ScaleSpec
{
    /// <summary>Number of replicas wanted.</summary>
    [Field("replicas", 1, Presence = Presence.OmitEmpty)]
    public int? Replicas { get; init; }
}
