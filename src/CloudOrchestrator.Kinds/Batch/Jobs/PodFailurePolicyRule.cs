namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What to do about a failed pod that meets a requirement; one of onExitCodes and onPodConditions is given.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyRule")]
public sealed record PodFailurePolicyRule
{
    /// <summary>FailJob ends the Job as failed, FailIndex the pod's index; Ignore replaces the pod without counting; Count counts the failure.</summary>
    [Field("action", 1, Presence = Presence.Always, Required = true)]
    public string Action { get; init; } = "";

    /// <summary>The exit codes to match.</summary>
    [Field("onExitCodes", 2)]
    public PodFailurePolicyOnExitCodesRequirement? OnExitCodes { get; init; }

    /// <summary>The conditions to match; one of them is enough. At most 20.</summary>
    [Field("onPodConditions", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodFailurePolicyOnPodConditionsPattern>? OnPodConditions { get; init; }
}
