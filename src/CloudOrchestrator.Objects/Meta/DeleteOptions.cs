namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
public sealed record DeleteOptions
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("gracePeriodSeconds", 1)]
    public long? GracePeriodSeconds { get; init; }

    [Field("preconditions", 2)]
    public Preconditions? Preconditions { get; init; }

    [Field("orphanDependents", 3)]
    public bool? OrphanDependents { get; init; }

    [Field("propagationPolicy", 4)]
    public string? PropagationPolicy { get; init; }

    [Field("dryRun", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? DryRun { get; init; }

    [Field("ignoreStoreReadErrorWithClusterBreakingPotential", 6)]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
