using System.Globalization;

namespace CloudOrchestrator.Objects.Selectors;

/// <summary>A label selector ready to match: all requirements must hold. Immutable.</summary>
public sealed class LabelMatcher
{
    /// <summary>Matches every object.</summary>
    public static LabelMatcher Everything { get; } = new([]);

    /// <summary>Matches no object.</summary>
    public static LabelMatcher Nothing { get; } = new([]);

    private LabelMatcher(IEnumerable<LabelRequirement> requirements) =>
        Requirements = [.. requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal)];

    /// <summary>The requirements, sorted by key.</summary>
    public IReadOnlyList<LabelRequirement> Requirements { get; }

    /// <summary>True when the labels satisfy all requirements.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        if (Requirements.Count == 0)
            return !ReferenceEquals(this, Nothing);
        foreach (var requirement in Requirements)
        {
            string? value = null;
            if (labels is not null && labels.TryGetValue(requirement.Key, out var found))
                value = found;
            if (!Holds(requirement, value))
                return false;
        }
        return true;
    }

    /// <summary>True when the labels of an object in JSON form (its <c>metadata.labels</c>, null for none) satisfy all requirements.</summary>
    public bool Matches(JsonObject? labels)
    {
        if (Requirements.Count == 0)
            return !ReferenceEquals(this, Nothing);
        foreach (var requirement in Requirements)
        {
            if (!Holds(requirement, labels?[requirement.Key]?.GetValue<string>()))
                return false;
        }
        return true;
    }

    /// <summary>Parses the query form, such as <c>environment in (production,staging),tier!=frontend,!debug</c>.</summary>
    public static ResultOf<LabelMatcher> Parse(string text)
    {
        var requirements = LabelSelectorParser.Parse(text, out var problem);
        if (requirements is null)
            return ApiStatuses.BadRequest(problem);
        return requirements.Count == 0 ? Everything : new LabelMatcher(requirements);
    }

    /// <summary>Converts the structured form. A null selector and one with an unknown operator match nothing, an empty one everything.</summary>
    public static LabelMatcher From(LabelSelector? selector)
    {
        if (selector is null)
            return Nothing;
        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.MatchLabels ?? new Dictionary<string, string>())
            requirements.Add(new LabelRequirement(key, LabelOperator.In, [value]));
        foreach (var expression in selector.MatchExpressions ?? [])
        {
            LabelOperator? comparison = expression.Operator switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                "DoesNotExist" => LabelOperator.DoesNotExist,
                _ => null,
            };
            if (comparison is null)
                return Nothing;
            requirements.Add(new LabelRequirement(expression.Key, comparison.Value, [.. (expression.Values ?? []).Order(StringComparer.Ordinal)]));
        }
        return requirements.Count == 0 ? Everything : new LabelMatcher(requirements);
    }

    /// <summary>Converts a plain map (Service and ReplicationController selectors). Null or empty matches nothing.</summary>
    public static LabelMatcher From(IReadOnlyDictionary<string, string>? selector) => selector is null || selector.Count == 0
        ? Nothing
        : new LabelMatcher(selector.Select(label => new LabelRequirement(label.Key, LabelOperator.In, [label.Value])));

    /// <summary>The query form.</summary>
    public override string ToString() => string.Join(',', Requirements.Select(Print));

    private static bool Holds(LabelRequirement requirement, string? value) => requirement.Operator switch
    {
        LabelOperator.In => value is not null && Contains(requirement.Values, value),
        LabelOperator.NotIn => value is null || !Contains(requirement.Values, value),
        LabelOperator.Exists => value is not null,
        LabelOperator.DoesNotExist => value is null,
        LabelOperator.GreaterThan => TryInteger(value, out var left) && TryInteger(requirement.Values[0], out var right) && left > right,
        LabelOperator.LessThan => TryInteger(value, out var left) && TryInteger(requirement.Values[0], out var right) && left < right,
        _ => false,
    };

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (string.Equals(values[i], value, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool TryInteger(string? text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static string Print(LabelRequirement requirement) => requirement.Operator switch
    {
        LabelOperator.In when requirement.Values.Count == 1 => $"{requirement.Key}={requirement.Values[0]}",
        LabelOperator.In => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
        LabelOperator.NotIn when requirement.Values.Count == 1 => $"{requirement.Key}!={requirement.Values[0]}",
        LabelOperator.NotIn => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
        LabelOperator.Exists => requirement.Key,
        LabelOperator.DoesNotExist => "!" + requirement.Key,
        LabelOperator.GreaterThan => $"{requirement.Key}>{requirement.Values[0]}",
        LabelOperator.LessThan => $"{requirement.Key}<{requirement.Values[0]}",
        _ => requirement.Key,
    };
}
