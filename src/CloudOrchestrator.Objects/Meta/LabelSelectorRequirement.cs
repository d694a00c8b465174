namespace CloudOrchestrator.Objects.Meta;

/// <summary>A comparison of a label.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement")]
public sealed record LabelSelectorRequirement
{
    /// <summary>The label's key.</summary>
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Field("operator", 2, Presence = Presence.Always, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>Values to compare with: at least one for In and NotIn, none for the others.</summary>
    [Field("values", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Values { get; init; }
}
