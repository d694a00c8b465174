namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>Which machines, and how many are allowed.</summary>
[ApiType("io.cloudorchestrator.v1.NodePoolSpec")]
public sealed record NodePoolSpec
{
    /// <summary>Resource id of the virtual machine scale set; cannot be changed.</summary>
    [Field("scaleSet", 1, Presence = Presence.Always, Required = true)]
    public string ScaleSet { get; init; } = "";

    /// <summary>The pool never shrinks below this number of nodes; 0 by default.</summary>
    [Field("min", 2, Default = "0")]
    public int? Min { get; init; }

    /// <summary>The pool never grows above this number of nodes.</summary>
    [Field("max", 3, Presence = Presence.Always, Required = true)]
    public int Max { get; init; }

    /// <summary>True for machines that the cloud may take back at short notice; preferred where another pool would fit equally well.</summary>
    [Field("spot", 4, Presence = Presence.OmitEmpty)]
    public bool? Spot { get; init; }

    /// <summary>What a node of the pool looks like while there is none to copy; without it an empty pool cannot grow by itself.</summary>
    [Field("template", 5)]
    public NodePoolTemplate? Template { get; init; }

    /// <summary>When nodes are removed.</summary>
    [Field("scaleDown", 6)]
    public NodePoolScaleDown? ScaleDown { get; init; }
}
