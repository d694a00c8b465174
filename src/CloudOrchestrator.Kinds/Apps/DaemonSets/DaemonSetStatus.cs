namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>The observed state of a DaemonSet.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetStatus")]
public sealed record DaemonSetStatus
{
    /// <summary>Number of nodes that run a pod of this DaemonSet and should.</summary>
    [Field("currentNumberScheduled", 1, Presence = Presence.Always, Required = true)]
    public int CurrentNumberScheduled { get; init; }

    /// <summary>Number of nodes that run a pod of this DaemonSet but should not.</summary>
    [Field("numberMisscheduled", 2, Presence = Presence.Always, Required = true)]
    public int NumberMisscheduled { get; init; }

    /// <summary>Number of nodes that should run a pod of this DaemonSet, whether they do or not.</summary>
    [Field("desiredNumberScheduled", 3, Presence = Presence.Always, Required = true)]
    public int DesiredNumberScheduled { get; init; }

    /// <summary>Number of nodes that should run a pod of this DaemonSet and have one that is ready.</summary>
    [Field("numberReady", 4, Presence = Presence.Always, Required = true)]
    public int NumberReady { get; init; }

    /// <summary>The metadata.generation that this status was computed from.</summary>
    [Field("observedGeneration", 5, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of nodes that run a pod made from the current template.</summary>
    [Field("updatedNumberScheduled", 6, Presence = Presence.OmitEmpty)]
    public int? UpdatedNumberScheduled { get; init; }

    /// <summary>Number of nodes that should run a pod of this DaemonSet and have one available, that is ready for at least minReadySeconds.</summary>
    [Field("numberAvailable", 7, Presence = Presence.OmitEmpty)]
    public int? NumberAvailable { get; init; }

    /// <summary>Number of nodes that should run a pod of this DaemonSet but have none available.</summary>
    [Field("numberUnavailable", 8, Presence = Presence.OmitEmpty)]
    public int? NumberUnavailable { get; init; }

    /// <summary>How often the name made for a new ControllerRevision was taken already; part of the hash that makes the next name.</summary>
    [Field("collisionCount", 9)]
    public int? CollisionCount { get; init; }

    /// <summary>Aspects of the DaemonSet's state.</summary>
    [Field("conditions", 10, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<DaemonSetCondition>? Conditions { get; init; }
}
