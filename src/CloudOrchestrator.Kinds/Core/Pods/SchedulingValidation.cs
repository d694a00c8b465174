namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks tolerations, spreading and gates.</summary>
internal static class SchedulingValidation
{
    /// <summary>Tolerations of a pod.</summary>
    public static void ValidateTolerations(IReadOnlyList<Toleration>? tolerations, string path, FaultList faults)
    {
        for (var i = 0; i < (tolerations?.Count ?? 0); i++)
            ValidateToleration(tolerations![i], $"{path}[{i}]", faults);
    }

    /// <summary>The effect of a taint or toleration.</summary>
    public static void ValidateEffect(string effect, string path, FaultList faults)
    {
        if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            faults.NotSupported(path, effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }

    /// <summary>Constraints on how pods spread.</summary>
    public static void ValidateSpread(IReadOnlyList<TopologySpreadConstraint>? constraints, string path, FaultList faults)
    {
        for (var i = 0; i < (constraints?.Count ?? 0); i++)
        {
            var (constraint, field) = (constraints![i], $"{path}[{i}]");
            if (constraint.MaxSkew <= 0)
                faults.Invalid($"{field}.maxSkew", constraint.MaxSkew, FaultList.NotPositive);
            if (string.IsNullOrEmpty(constraint.TopologyKey))
                faults.Required($"{field}.topologyKey", "can not be empty");
            if (constraint.WhenUnsatisfiable is not ("DoNotSchedule" or "ScheduleAnyway"))
                faults.NotSupported($"{field}.whenUnsatisfiable", constraint.WhenUnsatisfiable ?? "", "DoNotSchedule", "ScheduleAnyway");
            if (constraints.Skip(i + 1).Any(other => (other.TopologyKey, other.WhenUnsatisfiable) == (constraint.TopologyKey, constraint.WhenUnsatisfiable)))
                faults.Duplicate($"{field}.{{topologyKey, whenUnsatisfiable}}", $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            ValidateMinDomains(constraint, $"{field}.minDomains", faults);
            ValidateInclusion(constraint.NodeAffinityPolicy, $"{field}.nodeAffinityPolicy", faults);
            ValidateInclusion(constraint.NodeTaintsPolicy, $"{field}.nodeTaintsPolicy", faults);
            ValidateSpreadKeys(constraint, $"{field}.matchLabelKeys", faults);
            LabelValidation.ValidateSelector(constraint.LabelSelector, $"{field}.labelSelector", faults);
        }
    }

    /// <summary>Gates that hold a pod back from scheduling.</summary>
    public static void ValidateGates(IReadOnlyList<PodSchedulingGate>? gates, string path, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (gates?.Count ?? 0); i++)
        {
            var name = gates![i].Name ?? "";
            faults.Invalid($"{path}[{i}]", name, NameFormats.QualifiedName(name));
            if (!seen.Add(name))
                faults.Duplicate($"{path}[{i}]", name);
        }
    }

    private static void ValidateToleration(Toleration toleration, string path, FaultList faults)
    {
        var (key, effect, value) = (toleration.Key ?? "", toleration.Effect ?? "", toleration.Value ?? "");
        if (key.Length > 0)
            faults.Invalid($"{path}.key", key, NameFormats.QualifiedName(key));
        else if (toleration.Operator != "Exists")
        {
            faults.Invalid($"{path}.operator", toleration.Operator ?? "",
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && effect != "NoExecute")
            faults.Invalid($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        switch (toleration.Operator)
        {
            case null or "" or "Equal":
                if (NameFormats.LabelValue(value) is { Count: > 0 } wrong)
                    faults.Invalid($"{path}.operator", value, string.Join(';', wrong));
                break;
            case "Exists":
                if (value.Length > 0)
                    faults.Invalid($"{path}.operator", value, "value must be empty when `operator` is 'Exists'");
                break;
            default:
                faults.NotSupported($"{path}.operator", toleration.Operator, "Equal", "Exists");
                break;
        }

        if (effect.Length > 0)
            ValidateEffect(effect, $"{path}.effect", faults);
    }

    private static void ValidateMinDomains(TopologySpreadConstraint constraint, string path, FaultList faults)
    {
        if (constraint.MinDomains is not { } domains)
            return;
        if (domains <= 0)
            faults.Invalid(path, domains, FaultList.NotPositive);
        if (constraint.WhenUnsatisfiable != "DoNotSchedule")
            faults.Invalid(path, domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {constraint.WhenUnsatisfiable}");
    }

    private static void ValidateInclusion(string? policy, string path, FaultList faults)
    {
        if (policy is not (null or "Honor" or "Ignore"))
            faults.NotSupported(path, policy, "Honor", "Ignore");
    }

    private static void ValidateSpreadKeys(TopologySpreadConstraint constraint, string path, FaultList faults)
    {
        var keys = constraint.MatchLabelKeys ?? [];
        if (keys.Count == 0)
            return;
        if (constraint.LabelSelector is null)
            faults.Forbidden(path, "must not be specified when labelSelector is not set");
        var selected = (constraint.LabelSelector?.MatchLabels?.Keys ?? [])
            .Concat((constraint.LabelSelector?.MatchExpressions ?? []).Select(expression => expression.Key)).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            faults.Invalid($"{path}[{i}]", keys[i], NameFormats.QualifiedName(keys[i]));
            if (selected.Contains(keys[i]))
                faults.Invalid($"{path}[{i}]", keys[i], "exists in both matchLabelKeys and labelSelector");
        }
    }
}
