namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>The observed state of a Job.</summary>
[ApiType("io.k8s.api.batch.v1.JobStatus")]
public sealed record JobStatus
{
    /// <summary>Aspects of the Job's state: Complete, Failed, Suspended, and SuccessCriteriaMet or FailureTarget while the last pods end.</summary>
    [Field("conditions", 1, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Atomic)]
    public IReadOnlyList<JobCondition>? Conditions { get; init; }

    /// <summary>When the controller first took the Job up, or last resumed it.</summary>
    [Field("startTime", 2)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When the Job succeeded; unset as long as it has not.</summary>
    [Field("completionTime", 3)]
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Number of pods that are pending or running and not being deleted.</summary>
    [Field("active", 4, Presence = Presence.OmitEmpty)]
    public int? Active { get; init; }

    /// <summary>Number of pods that have succeeded.</summary>
    [Field("succeeded", 5, Presence = Presence.OmitEmpty)]
    public int? Succeeded { get; init; }

    /// <summary>Number of pods that have failed.</summary>
    [Field("failed", 6, Presence = Presence.OmitEmpty)]
    public int? Failed { get; init; }

    /// <summary>Number of pods that are being deleted and have not ended.</summary>
    [Field("terminating", 11)]
    public int? Terminating { get; init; }

    /// <summary>Indexes that have succeeded, as in 1,3-5,7.</summary>
    [Field("completedIndexes", 7, Presence = Presence.OmitEmpty)]
    public string? CompletedIndexes { get; init; }

    /// <summary>Indexes that have failed for good, written like completedIndexes; unset without backoffLimitPerIndex.</summary>
    [Field("failedIndexes", 10)]
    public string? FailedIndexes { get; init; }

    /// <summary>Pods that have ended and still carry the finalizer: counted here until it is gone, in succeeded and failed from then on.</summary>
    [Field("uncountedTerminatedPods", 8)]
    public UncountedTerminatedPods? UncountedTerminatedPods { get; init; }

    /// <summary>Number of active pods that are ready.</summary>
    [Field("ready", 9)]
    public int? Ready { get; init; }
}
