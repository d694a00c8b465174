namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

[ApiType("io.k8s.api.apps.v1.ReplicaSetStatus")]
public sealed record ReplicaSetStatus
{
    [Field("replicas", 1, Presence = Presence.Always, Required = true)]
    public int Replicas { get; init; }

    [Field("fullyLabeledReplicas", 2, Presence = Presence.OmitEmpty)]
    public int? FullyLabeledReplicas { get; init; }

    [Field("readyReplicas", 4, Presence = Presence.OmitEmpty)]
    public int? ReadyReplicas { get; init; }

    [Field("availableReplicas", 5, Presence = Presence.OmitEmpty)]
    public int? AvailableReplicas { get; init; }

    [Field("observedGeneration", 3, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    [Field("conditions", 6, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<ReplicaSetCondition>? Conditions { get; init; }
}
