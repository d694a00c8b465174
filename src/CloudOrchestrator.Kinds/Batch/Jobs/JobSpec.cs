namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>The wanted state of a Job.</summary>
[ApiType("io.k8s.api.batch.v1.JobSpec")]
public sealed record JobSpec
{
    /// <summary>Most pods that may run at the same time; fewer run when less is left to do. 1 by default, 0 pauses the Job.</summary>
    [Field("parallelism", 1)]
    public int? Parallelism { get; init; }

    /// <summary>Successful pods wanted. Unset: the success of any pod means the success of all, and parallelism may be anything.</summary>
    [Field("completions", 2)]
    public int? Completions { get; init; }

    /// <summary>Seconds since startTime after which the Job is ended as failed; not counted while suspended.</summary>
    [Field("activeDeadlineSeconds", 3)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>What failed pods mean, by exit codes and conditions. Without it every failure counts against the back-off limit. Needs restartPolicy Never.</summary>
    [Field("podFailurePolicy", 11)]
    public PodFailurePolicy? PodFailurePolicy { get; init; }

    /// <summary>When an Indexed Job counts as successful before all indexes have succeeded. Cannot be changed.</summary>
    [Field("successPolicy", 16)]
    public SuccessPolicy? SuccessPolicy { get; init; }

    /// <summary>Failures after which the Job has failed; 6 by default, or unlimited with backoffLimitPerIndex.</summary>
    [Field("backoffLimit", 7)]
    public int? BackoffLimit { get; init; }

    /// <summary>Failures within one index after which that index has failed. Indexed Jobs with restartPolicy Never only; cannot be changed.</summary>
    [Field("backoffLimitPerIndex", 12)]
    public int? BackoffLimitPerIndex { get; init; }

    /// <summary>Failed indexes above which the whole Job has failed. Unset: all indexes are run, whatever fails.</summary>
    [Field("maxFailedIndexes", 13)]
    public int? MaxFailedIndexes { get; init; }

    /// <summary>Which pods belong to this Job; normally made by the server.</summary>
    [Field("selector", 4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>True when selector and matching labels are the user's own; false when the server makes unique ones.</summary>
    [Field("manualSelector", 5)]
    public bool? ManualSelector { get; init; }

    /// <summary>The pods to run; their restart policy is Never or OnFailure.</summary>
    [Field("template", 6, Presence = Presence.Always, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>Seconds after its end at which the Job is deleted with its pods. Unset: it stays.</summary>
    [Field("ttlSecondsAfterFinished", 8)]
    public int? TtlSecondsAfterFinished { get; init; }

    /// <summary>NonIndexed (default): successes are counted. Indexed: each pod has an index from 0 to completions - 1, and each index must succeed once.</summary>
    [Field("completionMode", 9)]
    public string? CompletionMode { get; init; }

    /// <summary>True while no pods are to run: running ones are deleted. startTime is set anew on resuming.</summary>
    [Field("suspend", 10)]
    public bool? Suspend { get; init; }

    /// <summary>When pods are replaced: TerminatingOrFailed as soon as they begin to end, Failed only when they have ended.</summary>
    [Field("podReplacementPolicy", 14)]
    public string? PodReplacementPolicy { get; init; }

    /// <summary>The controller that runs this Job; unset or kubernetes.io/job-controller: the built-in one. Cannot be changed.</summary>
    [Field("managedBy", 15)]
    public string? ManagedBy { get; init; }
}
