namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>While scheduling gates hold a pod back, its choice of nodes may still become narrower.</summary>
internal static class GatedPodValidation
{
    private const string AffinityPath = "spec.affinity.nodeAffinity";

    /// <summary>Checks changes of node selector and node affinity, and returns the spec without them.</summary>
    public static PodSpec RestoreNodeChoice(PodSpec spec, PodSpec old, FaultList faults)
    {
        ValidateSelector(spec.NodeSelector, old.NodeSelector, faults);
        var (affinity, before) = (spec.Affinity?.NodeAffinity, old.Affinity?.NodeAffinity);
        if (!Same(affinity, before))
            ValidateAffinity(affinity, before, faults);
        var restored = (spec.Affinity ?? new()) with { NodeAffinity = before };
        var empty = restored is { NodeAffinity: null, PodAffinity: null, PodAntiAffinity: null } && old.Affinity is null;
        return spec with { NodeSelector = old.NodeSelector, Affinity = empty ? null : restored };
    }

    private static void ValidateSelector(IReadOnlyDictionary<string, string>? selector, IReadOnlyDictionary<string, string>? old, FaultList faults)
    {
        foreach (var (key, value) in old.Sorted())
        {
            if (selector is null || !selector.TryGetValue(key, out var now) || now != value)
            {
                faults.Invalid("spec.nodeSelector", selector, "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
                return;
            }
        }
    }

    private static void ValidateAffinity(NodeAffinity? affinity, NodeAffinity? old, FaultList faults)
    {
        var terms = affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        var oldTerms = old?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        const string path = $"{AffinityPath}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

        // Terms are alternatives: once there are some, another would widen the choice.
        if (oldTerms.Count > 0 && terms.Count != oldTerms.Count)
        {
            faults.Invalid(path, terms, "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < oldTerms.Count; i++)
        {
            if (!Extends(terms[i].MatchExpressions, oldTerms[i].MatchExpressions) || !Extends(terms[i].MatchFields, oldTerms[i].MatchFields))
                faults.Invalid($"{path}[{i}]", terms[i], "only additions are allowed (no mutations or deletions)");
        }
    }

    private static bool Extends(IReadOnlyList<NodeSelectorRequirement>? requirements, IReadOnlyList<NodeSelectorRequirement>? old) =>
        (old ?? []).Select((before, i) => i < (requirements?.Count ?? 0) && Same(requirements![i], before)).All(same => same);

    private static bool Same<T>(T? value, T? old)
        where T : class => JsonNode.DeepEquals(
            value is null ? null : ObjectJson.ToJsonObject(value), old is null ? null : ObjectJson.ToJsonObject(old));
}
