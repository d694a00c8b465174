namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Which indexes, or how many, must have succeeded; at least one of the two is given.</summary>
[ApiType("io.k8s.api.batch.v1.SuccessPolicyRule")]
public sealed record SuccessPolicyRule
{
    /// <summary>Indexes as in 1,3-5,7. Without succeededCount all of them must have succeeded.</summary>
    [Field("succeededIndexes", 1)]
    public string? SucceededIndexes { get; init; }

    /// <summary>How many indexes must have succeeded, of succeededIndexes when given.</summary>
    [Field("succeededCount", 2)]
    public int? SucceededCount { get; init; }
}
