namespace CloudOrchestrator.Kinds.Coordination.Leases;

[ApiType("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed record LeaseSpec
{
    [Field("holderIdentity", 1)]
    public string? HolderIdentity { get; init; }

    [Field("leaseDurationSeconds", 2)]
    public int? LeaseDurationSeconds { get; init; }

    [Field("acquireTime", 3, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? AcquireTime { get; init; }

    [Field("renewTime", 4, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? RenewTime { get; init; }

    [Field("leaseTransitions", 5)]
    public int? LeaseTransitions { get; init; }

    [Field("strategy", 6)]
    public string? Strategy { get; init; }

    [Field("preferredHolder", 7)]
    public string? PreferredHolder { get; init; }
}
