using System.Globalization;

namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>Matches nodes against node selector terms.</summary>
internal static class NodeSelectors
{
    private const string NameField = "metadata.name";

    /// <summary>True when the node has what spec.nodeSelector and the required node affinity ask for.</summary>
    public static bool MatchesRequired(PodSpec spec, Node node)
    {
        foreach (var (key, value) in spec.NodeSelector ?? new Dictionary<string, string>())
        {
            if (node.Metadata.Labels is not { } labels || !labels.TryGetValue(key, out var found) || found != value)
                return false;
        }

        var required = spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        return required is null || required.NodeSelectorTerms.Any(term => Matches(term, node));
    }

    /// <summary>True when the node matches all of a term. A term without requirements matches nothing.</summary>
    public static bool Matches(NodeSelectorTerm term, Node node)
    {
        if (IsEmpty(term))
            return false;
        foreach (var requirement in term.MatchExpressions ?? [])
        {
            string? value = null;
            if (node.Metadata.Labels is { } labels && labels.TryGetValue(requirement.Key, out var found))
                value = found;
            if (!Holds(requirement, value))
                return false;
        }

        foreach (var requirement in term.MatchFields ?? [])
        {
            if (requirement.Key != NameField || !Holds(requirement, node.Metadata.Name))
                return false;
        }

        return true;
    }

    public static bool IsEmpty(NodeSelectorTerm term) => term is { MatchExpressions: null or { Count: 0 }, MatchFields: null or { Count: 0 } };

    /// <summary>The node names a pod is limited to when every term names nodes; null when it is not.</summary>
    public static IReadOnlySet<string>? NamedNodes(PodSpec spec)
    {
        if (spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { NodeSelectorTerms.Count: > 0 } required)
            return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in required.NodeSelectorTerms)
        {
            IEnumerable<string>? allowed = null;
            foreach (var field in term.MatchFields ?? [])
            {
                if (field is { Key: NameField, Operator: "In", Values: { } values })
                    allowed = allowed is null ? values : allowed.Intersect(values);
            }

            if (allowed is null)
                return null;
            names.UnionWith(allowed);
        }

        return names;
    }

    private static bool Holds(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        "In" => value is not null && (requirement.Values ?? []).Contains(value),
        "NotIn" => value is null || !(requirement.Values ?? []).Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(requirement, value) > 0,
        "Lt" => Compare(requirement, value) < 0,
        _ => false,
    };

    private static int? Compare(NodeSelectorRequirement requirement, string? value) =>
        requirement.Values is [var text]
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.CompareTo(bound)
            : null;
}
