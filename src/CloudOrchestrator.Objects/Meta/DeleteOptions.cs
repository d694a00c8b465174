namespace CloudOrchestrator.Objects.Meta;

/// <summary>How to delete.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
public sealed record DeleteOptions
{
    /// <summary>Always DeleteOptions.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>Time the object gets to finish; 0 removes it at once, unset takes the default of the kind.</summary>
    [Field("gracePeriodSeconds", 1)]
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must be true of the object; a Conflict otherwise.</summary>
    [Field("preconditions", 2)]
    public Preconditions? Preconditions { get; init; }

    /// <summary>Keep objects owned by this one. Superseded by propagationPolicy.</summary>
    [Field("orphanDependents", 3)]
    public bool? OrphanDependents { get; init; }

    /// <summary>What happens to objects owned by this one: Orphan keeps them, Background deletes them afterwards, Foreground before.</summary>
    [Field("propagationPolicy", 4)]
    public string? PropagationPolicy { get; init; }

    /// <summary>All: check the request, but change nothing.</summary>
    [Field("dryRun", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? DryRun { get; init; }

    /// <summary>Remove an object that cannot be read from the store, passing finalizers by. May break what depends on it.</summary>
    [Field("ignoreStoreReadErrorWithClusterBreakingPotential", 6)]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
