namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>A requirement on the exit codes of a pod's containers; code 0 never matches.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement")]
public sealed record PodFailurePolicyOnExitCodesRequirement
{
    /// <summary>The container looked at; all of them when unset.</summary>
    [Field("containerName", 1)]
    public string? ContainerName { get; init; }

    /// <summary>In: the code is among the values. NotIn: it is not.</summary>
    [Field("operator", 2, Presence = Presence.Always, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>Exit codes in increasing order, without duplicates; 1 to 255 of them.</summary>
    [Field("values", 3, Presence = Presence.Always, Required = true, ListType = ListType.Set)]
    public IReadOnlyList<int>? Values { get; init; }
}
