namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The observed state of a Deployment.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStatus")]
public sealed record DeploymentStatus
{
    /// <summary>The metadata.generation that this status was computed from.</summary>
    [Field("observedGeneration", 1, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of pods of this Deployment that are not terminating.</summary>
    [Field("replicas", 2, Presence = Presence.OmitEmpty)]
    public int? Replicas { get; init; }

    /// <summary>Number of pods made from the current template.</summary>
    [Field("updatedReplicas", 3, Presence = Presence.OmitEmpty)]
    public int? UpdatedReplicas { get; init; }

    /// <summary>Number of pods that are ready.</summary>
    [Field("readyReplicas", 7, Presence = Presence.OmitEmpty)]
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been ready for at least minReadySeconds.</summary>
    [Field("availableReplicas", 4, Presence = Presence.OmitEmpty)]
    public int? AvailableReplicas { get; init; }

    /// <summary>Number of pods still missing until the Deployment is fully available, be it that they are not running or not available yet.</summary>
    [Field("unavailableReplicas", 5, Presence = Presence.OmitEmpty)]
    public int? UnavailableReplicas { get; init; }

    /// <summary>Aspects of the Deployment's state.</summary>
    [Field("conditions", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<DeploymentCondition>? Conditions { get; init; }

    /// <summary>How often the name made for a new ReplicaSet was taken already; part of the hash that makes the next name.</summary>
    [Field("collisionCount", 8)]
    public int? CollisionCount { get; init; }
}
