namespace CloudOrchestrator.Objects.Meta;

/// <summary>Chooses objects by their labels: all its terms must hold. Empty chooses all objects, unset none.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", Atomic = true)]
public sealed record LabelSelector
{
    /// <summary>Labels that must have exactly these values.</summary>
    [Field("matchLabels", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Comparisons that must hold.</summary>
    [Field("matchExpressions", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }
}
