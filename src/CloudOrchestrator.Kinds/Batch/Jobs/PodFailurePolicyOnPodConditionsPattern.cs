namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>A condition that a failed pod may have.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern")]
public sealed record PodFailurePolicyOnPodConditionsPattern
{
    /// <summary>Type of the condition.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>Status of the condition; True by default.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";
}
