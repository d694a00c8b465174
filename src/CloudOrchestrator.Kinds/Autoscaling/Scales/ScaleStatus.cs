namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

/// <summary>The number of replicas observed.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed record ScaleStatus
{
    /// <summary>Number of replicas observed.</summary>
    [Field("replicas", 1, Presence = Presence.Always, Required = true)]
    public int Replicas { get; init; }

    /// <summary>Label selector, in query form, of the pods counted.</summary>
    [Field("selector", 2, Presence = Presence.OmitEmpty)]
    public string? Selector { get; init; }
}
