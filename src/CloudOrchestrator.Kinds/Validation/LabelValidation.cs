namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks label maps and label selectors.</summary>
internal static class LabelValidation
{
    /// <summary>Checks keys and values of a map of labels.</summary>
    public static void ValidateLabels(IReadOnlyDictionary<string, string>? labels, string path, FaultList faults)
    {
        foreach (var (key, value) in labels.Sorted())
        {
            faults.Invalid(path, key, NameFormats.QualifiedName(key));
            faults.Invalid(path, value, NameFormats.LabelValue(value));
        }
    }

    /// <summary>Checks a structured selector.</summary>
    public static void ValidateSelector(LabelSelector? selector, string path, FaultList faults)
    {
        if (selector is null)
            return;
        ValidateLabels(selector.MatchLabels, $"{path}.matchLabels", faults);
        var index = 0;
        foreach (var requirement in selector.MatchExpressions ?? [])
            ValidateRequirement(requirement, $"{path}.matchExpressions[{index++}]", faults);
    }

    /// <summary>True when a selector selects everything.</summary>
    public static bool IsEmpty(LabelSelector? selector) => selector is not ({ MatchLabels.Count: > 0 } or { MatchExpressions.Count: > 0 });

    /// <summary>The entries of a map in ordinal order; none for null.</summary>
    public static IEnumerable<KeyValuePair<string, T>> Sorted<T>(this IReadOnlyDictionary<string, T>? map) =>
        map is null ? [] : map.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    private static void ValidateRequirement(LabelSelectorRequirement requirement, string path, FaultList faults)
    {
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values is not { Count: > 0 })
                    faults.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values is { Count: > 0 })
                    faults.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            default:
                faults.Invalid($"{path}.operator", requirement.Operator, "not a valid selector operator");
                break;
        }

        faults.Invalid($"{path}.key", requirement.Key, NameFormats.QualifiedName(requirement.Key));
        var index = 0;
        foreach (var value in requirement.Values ?? [])
            faults.Invalid($"{path}.values[{index++}]", value, NameFormats.LabelValue(value));
    }
}
