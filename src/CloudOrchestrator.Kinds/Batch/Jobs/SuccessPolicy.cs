namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>When an Indexed Job is successful before all its indexes are.</summary>
[ApiType("io.k8s.api.batch.v1.SuccessPolicy")]
public sealed record SuccessPolicy
{
    /// <summary>Rules of which one is enough: the Job then succeeds and its remaining pods are ended. 1 to 20.</summary>
    [Field("rules", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<SuccessPolicyRule>? Rules { get; init; }
}
