namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

[ApiType("io.k8s.api.apps.v1.DaemonSetStatus")]
public sealed record DaemonSetStatus
{
    [Field("currentNumberScheduled", 1, Presence = Presence.Always, Required = true)]
    public int CurrentNumberScheduled { get; init; }

    [Field("numberMisscheduled", 2, Presence = Presence.Always, Required = true)]
    public int NumberMisscheduled { get; init; }

    [Field("desiredNumberScheduled", 3, Presence = Presence.Always, Required = true)]
    public int DesiredNumberScheduled { get; init; }

    [Field("numberReady", 4, Presence = Presence.Always, Required = true)]
    public int NumberReady { get; init; }

    [Field("observedGeneration", 5, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    [Field("updatedNumberScheduled", 6, Presence = Presence.OmitEmpty)]
    public int? UpdatedNumberScheduled { get; init; }

    [Field("numberAvailable", 7, Presence = Presence.OmitEmpty)]
    public int? NumberAvailable { get; init; }

    [Field("numberUnavailable", 8, Presence = Presence.OmitEmpty)]
    public int? NumberUnavailable { get; init; }

    [Field("collisionCount", 9)]
    public int? CollisionCount { get; init; }

    [Field("conditions", 10, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<DaemonSetCondition>? Conditions { get; init; }
}
