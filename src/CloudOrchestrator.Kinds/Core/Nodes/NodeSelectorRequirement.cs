namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A comparison of a label or field of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed record NodeSelectorRequirement
{
    /// <summary>Label or field to compare.</summary>
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists, DoesNotExist, Gt or Lt.</summary>
    [Field("operator", 2, Presence = Presence.Always, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>Values to compare with: at least one for In and NotIn, none for Exists and DoesNotExist, one integer for Gt and Lt.</summary>
    [Field("values", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Values { get; init; }
}
