namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>One aspect of a Job's state.</summary>
[ApiType("io.k8s.api.batch.v1.JobCondition")]
public sealed record JobCondition
{
    /// <summary>Which aspect: Complete, Failed, Suspended, SuccessCriteriaMet or FailureTarget.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When the condition was last looked at.</summary>
    [Field("lastProbeTime", 3, Presence = Presence.Always)]
    public DateTimeOffset? LastProbeTime { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 4, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Machine-readable word for why it last changed.</summary>
    [Field("reason", 5, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Details of the last change, for people to read.</summary>
    [Field("message", 6, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
