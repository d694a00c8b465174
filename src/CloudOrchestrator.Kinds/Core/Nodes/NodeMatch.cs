using System.Globalization;

namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Whether a node is among those a pod asks for: <c>nodeSelector</c> and required node affinity.</summary>
public static class NodeMatch
{
    /// <summary>True when the node satisfies both.</summary>
    public static bool Matches(PodSpec? pod, Node node) =>
        MatchesLabels(pod?.NodeSelector, node)
        && (pod?.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required || Matches(required, node));

    /// <summary>True when one of the terms holds; a term without requirements never does.</summary>
    public static bool Matches(NodeSelector selector, Node node) => selector.NodeSelectorTerms.Any(term => Matches(term, node));

    private static bool Matches(NodeSelectorTerm term, Node node)
    {
        var expressions = term.MatchExpressions ?? [];
        var fields = term.MatchFields ?? [];
        return expressions.Count + fields.Count > 0
            && expressions.All(requirement => Holds(requirement, node.Metadata.Labels?.GetValueOrDefault(requirement.Key)))
            && fields.All(requirement => Holds(requirement, requirement.Key == "metadata.name" ? node.Metadata.Name : null));
    }

    private static bool MatchesLabels(IReadOnlyDictionary<string, string>? labels, Node node)
    {
        foreach (var (key, value) in labels ?? ImmutableDictionary<string, string>.Empty)
        {
            if (node.Metadata.Labels?.GetValueOrDefault(key) != value)
                return false;
        }

        return true;
    }

    private static bool Holds(NodeSelectorRequirement requirement, string? actual) => requirement.Operator switch
    {
        "In" => actual is not null && (requirement.Values ?? []).Contains(actual, StringComparer.Ordinal),
        "NotIn" => actual is null || !(requirement.Values ?? []).Contains(actual, StringComparer.Ordinal),
        "Exists" => actual is not null,
        "DoesNotExist" => actual is null,
        "Gt" => Compare(actual, requirement.Values) > 0,
        "Lt" => Compare(actual, requirement.Values) < 0,
        _ => false,
    };

    private static int Compare(string? actual, IReadOnlyList<string>? values) =>
        values is [var bound]
        && long.TryParse(actual, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : 0;
}
