namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>A change of the number of machines that is under way.</summary>
[ApiType("io.cloudorchestrator.v1.NodePoolScaling")]
public sealed record NodePoolScaling
{
    /// <summary>Number of machines asked for.</summary>
    [Field("target", 1, Presence = Presence.Always)]
    public int Target { get; init; }

    /// <summary>When it was decided.</summary>
    [Field("since", 2, Presence = Presence.Always)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>True once the cloud has accepted it.</summary>
    [Field("accepted", 3, Presence = Presence.OmitEmpty)]
    public bool? Accepted { get; init; }
}
