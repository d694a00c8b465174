namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector", Atomic = true)]
public sealed record LabelSelector
{
    [Field("matchLabels", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    [Field("matchExpressions", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }
}
