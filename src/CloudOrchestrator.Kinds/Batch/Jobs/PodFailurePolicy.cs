namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What failed pods mean for their Job.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicy")]
public sealed record PodFailurePolicy
{
    /// <summary>Rules in order: the first that matches a failed pod decides. None matches: the failure counts. At most 20.</summary>
    [Field("rules", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<PodFailurePolicyRule>? Rules { get; init; }
}
