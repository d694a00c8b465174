namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>The observed state of a ReplicationController.</summary>
[ApiType("io.k8s.api.core.v1.ReplicationControllerStatus")]
public sealed record ReplicationControllerStatus
{
    /// <summary>Number of pods of this controller.</summary>
    [Field("replicas", 1, Presence = Presence.Always, Required = true)]
    public int? Replicas { get; init; }

    /// <summary>Number of pods that have all the labels of the template.</summary>
    [Field("fullyLabeledReplicas", 2, Presence = Presence.OmitEmpty)]
    public int? FullyLabeledReplicas { get; init; }

    /// <summary>Number of pods that are ready.</summary>
    [Field("readyReplicas", 4, Presence = Presence.OmitEmpty)]
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been ready for at least minReadySeconds.</summary>
    [Field("availableReplicas", 5, Presence = Presence.OmitEmpty)]
    public int? AvailableReplicas { get; init; }

    /// <summary>The metadata.generation that this status was computed from.</summary>
    [Field("observedGeneration", 3, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Aspects of the controller's state.</summary>
    [Field("conditions", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<ReplicationControllerCondition>? Conditions { get; init; }
}
