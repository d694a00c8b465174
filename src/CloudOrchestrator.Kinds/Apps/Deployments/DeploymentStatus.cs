namespace CloudOrchestrator.Kinds.Apps.Deployments;

[ApiType("io.k8s.api.apps.v1.DeploymentStatus")]
public sealed record DeploymentStatus
{
    [Field("observedGeneration", 1, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    [Field("replicas", 2, Presence = Presence.OmitEmpty)]
    public int? Replicas { get; init; }

    [Field("updatedReplicas", 3, Presence = Presence.OmitEmpty)]
    public int? UpdatedReplicas { get; init; }

    [Field("readyReplicas", 7, Presence = Presence.OmitEmpty)]
    public int? ReadyReplicas { get; init; }

    [Field("availableReplicas", 4, Presence = Presence.OmitEmpty)]
    public int? AvailableReplicas { get; init; }

    [Field("unavailableReplicas", 5, Presence = Presence.OmitEmpty)]
    public int? UnavailableReplicas { get; init; }

    [Field("conditions", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<DeploymentCondition>? Conditions { get; init; }

    [Field("collisionCount", 8)]
    public int? CollisionCount { get; init; }
}
