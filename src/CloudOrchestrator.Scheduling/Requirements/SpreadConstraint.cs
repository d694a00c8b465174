namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>A topology spread constraint ready to use.</summary>
internal sealed record SpreadConstraint(string TopologyKey, int MaxSkew, LabelMatcher Selector, int MinDomains, bool HonorsAffinity, bool HonorsTaints)
{
    public const string Hostname = "kubernetes.io/hostname";
    public const string Zone = "topology.kubernetes.io/zone";

    /// <summary>The constraints of a pod with that action.</summary>
    public static IReadOnlyList<SpreadConstraint> Of(Pod pod, string whenUnsatisfiable) =>
    [
        .. (pod.Spec?.TopologySpreadConstraints ?? [])
            .Where(constraint => constraint.WhenUnsatisfiable == whenUnsatisfiable)
            .Select(constraint => From(constraint, pod)),
    ];

    /// <summary>What Kubernetes asks for pods that ask for nothing but belong together: spread over hosts, and over zones.</summary>
    public static IReadOnlyList<SpreadConstraint> Defaults(LabelMatcher selector) =>
    [
        new(Hostname, 3, selector, 1, true, false),
        new(Zone, 5, selector, 1, true, false),
    ];

    /// <summary>True when the node's pods count for this constraint.</summary>
    public bool Includes(PodSpec spec, Node node) =>
        (!HonorsAffinity || NodeSelectors.MatchesRequired(spec, node))
        && (!HonorsTaints || Tolerations.FirstUntolerated(node.Spec, spec.Tolerations) is null);

    private static SpreadConstraint From(TopologySpreadConstraint constraint, Pod pod)
    {
        var selector = constraint.LabelSelector;
        if (selector is not null && constraint.MatchLabelKeys is { Count: > 0 } keys && pod.Metadata.Labels is { } labels)
        {
            var own = keys.Where(labels.ContainsKey).Select(key => new LabelSelectorRequirement { Key = key, Operator = "In", Values = [labels[key]] });
            selector = selector with { MatchExpressions = [.. selector.MatchExpressions ?? [], .. own] };
        }

        return new SpreadConstraint(
            constraint.TopologyKey,
            constraint.MaxSkew,
            LabelMatcher.From(selector),
            constraint.MinDomains ?? 1,
            constraint.NodeAffinityPolicy != "Ignore",
            constraint.NodeTaintsPolicy == "Honor");
    }
}
