namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>A pod affinity or anti-affinity term ready to match.</summary>
internal sealed class AffinityTerm
{
    private readonly LabelMatcher _selector;
    private readonly HashSet<string> _namespaces;
    private readonly LabelMatcher? _namespaceSelector;

    private AffinityTerm(PodAffinityTerm term, string podNamespace, IReadOnlyDictionary<string, string>? podLabels, int weight)
    {
        TopologyKey = term.TopologyKey;
        Weight = weight;
        _selector = LabelMatcher.From(WithLabelKeys(term, podLabels));
        _namespaces = new(term.Namespaces ?? [], StringComparer.Ordinal);
        _namespaceSelector = term.NamespaceSelector is null ? null : LabelMatcher.From(term.NamespaceSelector);
        if (_namespaces.Count == 0 && term.NamespaceSelector is null)
            _namespaces.Add(podNamespace);
    }

    public string TopologyKey { get; }

    /// <summary>The weight of a preferred term; of a required one, what it counts for in scores of other pods.</summary>
    public int Weight { get; }

    public static IReadOnlyList<AffinityTerm> Required(IReadOnlyList<PodAffinityTerm>? terms, Pod pod) =>
        terms is null or { Count: 0 } ? [] : [.. terms.Select(term => new AffinityTerm(term, pod.Metadata.Namespace ?? "", pod.Metadata.Labels, 1))];

    public static IReadOnlyList<AffinityTerm> Preferred(IReadOnlyList<WeightedPodAffinityTerm>? terms, Pod pod) =>
        terms is null or { Count: 0 }
            ? []
            : [.. terms.Select(term => new AffinityTerm(term.PodAffinityTerm, pod.Metadata.Namespace ?? "", pod.Metadata.Labels, term.Weight))];

    public bool Matches(string @namespace, IReadOnlyDictionary<string, string>? labels, NamespaceLabels namespaces) =>
        (_namespaces.Contains(@namespace) || (_namespaceSelector is not null && _namespaceSelector.Matches(namespaces.Of(@namespace))))
        && _selector.Matches(labels);

    // The API server merges these keys into the selector when a pod is created; a pod stored without that is treated the same.
    private static LabelSelector? WithLabelKeys(PodAffinityTerm term, IReadOnlyDictionary<string, string>? labels)
    {
        if (term.LabelSelector is null || labels is null || (term.MatchLabelKeys is null && term.MismatchLabelKeys is null))
            return term.LabelSelector;
        var expressions = new List<LabelSelectorRequirement>(term.LabelSelector.MatchExpressions ?? []);
        foreach (var key in (term.MatchLabelKeys ?? []).Where(labels.ContainsKey))
            expressions.Add(new LabelSelectorRequirement { Key = key, Operator = "In", Values = [labels[key]] });
        foreach (var key in (term.MismatchLabelKeys ?? []).Where(labels.ContainsKey))
            expressions.Add(new LabelSelectorRequirement { Key = key, Operator = "NotIn", Values = [labels[key]] });
        return term.LabelSelector with { MatchExpressions = expressions };
    }
}
