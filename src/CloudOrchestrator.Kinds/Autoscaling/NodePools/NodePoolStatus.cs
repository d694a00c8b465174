namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>What the autoscaler last observed and is about to do.</summary>
[ApiType("io.cloudorchestrator.v1.NodePoolStatus")]
public sealed record NodePoolStatus
{
    /// <summary>Number of nodes that have joined.</summary>
    [Field("replicas", 1, Presence = Presence.Always)]
    public int Replicas { get; init; }

    /// <summary>Number of machines asked for.</summary>
    [Field("desired", 2, Presence = Presence.Always)]
    public int Desired { get; init; }

    /// <summary>The metadata.generation that this status was computed from.</summary>
    [Field("observedGeneration", 3, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    /// <summary>When the number of machines was last changed.</summary>
    [Field("lastScaleTime", 4)]
    public DateTimeOffset? LastScaleTime { get; init; }

    /// <summary>When the number of machines was last raised; nodes are not removed soon afterwards.</summary>
    [Field("lastScaleUpTime", 5)]
    public DateTimeOffset? LastScaleUpTime { get; init; }

    /// <summary>The change of the number of machines that is under way.</summary>
    [Field("scaling", 6)]
    public NodePoolScaling? Scaling { get; init; }

    /// <summary>Nodes that are not needed, and since when.</summary>
    [Field("unneeded", 7, Presence = Presence.OmitEmpty, ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<UnneededNode>? Unneeded { get; init; }

    /// <summary>The pool is not grown before this time, because machines asked for did not come.</summary>
    [Field("backoffUntil", 8)]
    public DateTimeOffset? BackoffUntil { get; init; }

    /// <summary>How often in a row machines asked for did not come.</summary>
    [Field("failures", 9, Presence = Presence.OmitEmpty)]
    public int? Failures { get; init; }

    /// <summary>Aspects of the pool's state: Ready, ScalingLimited, ProvisioningFailed.</summary>
    [Field("conditions", 10, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
