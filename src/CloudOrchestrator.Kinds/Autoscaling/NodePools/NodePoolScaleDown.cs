namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>When nodes are removed.</summary>
[ApiType("io.cloudorchestrator.v1.NodePoolScaleDown")]
public sealed record NodePoolScaleDown
{
    /// <summary>A node is a candidate while its pods request less than this part of its CPU and of its memory; 0.5 by default.</summary>
    [Field("utilizationThreshold", 1)]
    public double? UtilizationThreshold { get; init; }

    /// <summary>How long a node must be a candidate without a break; 10m by default.</summary>
    [Field("unneededAfter", 2, Presence = Presence.OmitEmpty, Format = FieldFormat.Duration)]
    public string? UnneededAfter { get; init; }

    /// <summary>When true, the pool only grows.</summary>
    [Field("disabled", 3, Presence = Presence.OmitEmpty)]
    public bool? Disabled { get; init; }
}
