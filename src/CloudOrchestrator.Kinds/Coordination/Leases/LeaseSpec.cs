namespace CloudOrchestrator.Kinds.Coordination.Leases;

/// <summary>Who holds a lease and until when.</summary>
[ApiType("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed record LeaseSpec
{
    /// <summary>Who holds the lease; empty when nobody does.</summary>
    [Field("holderIdentity", 1)]
    public string? HolderIdentity { get; init; }

    /// <summary>How long after renewTime others must wait before they may take the lease.</summary>
    [Field("leaseDurationSeconds", 2)]
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the present holder got the lease.</summary>
    [Field("acquireTime", 3, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>When the present holder last renewed the lease.</summary>
    [Field("renewTime", 4, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often the lease changed hands.</summary>
    [Field("leaseTransitions", 5)]
    public int? LeaseTransitions { get; init; }

    /// <summary>How a holder is chosen where candidates are coordinated; only with coordinated leader election.</summary>
    [Field("strategy", 6)]
    public string? Strategy { get; init; }

    /// <summary>Who should take the lease next: the present holder gives it up in its favour. Only with strategy.</summary>
    [Field("preferredHolder", 7)]
    public string? PreferredHolder { get; init; }
}
