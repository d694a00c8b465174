namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks affinity to nodes and pods.</summary>
internal static class AffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(Affinity? affinity, string path, FaultList faults)
    {
        if (affinity?.NodeAffinity is { } node)
            ValidateNodeAffinity(node, $"{path}.nodeAffinity", faults);
        if (affinity?.PodAffinity is { } pod)
        {
            ValidatePodTerms(pod.RequiredDuringSchedulingIgnoredDuringExecution, pod.PreferredDuringSchedulingIgnoredDuringExecution,
                $"{path}.podAffinity", faults);
        }

        if (affinity?.PodAntiAffinity is { } anti)
        {
            ValidatePodTerms(anti.RequiredDuringSchedulingIgnoredDuringExecution, anti.PreferredDuringSchedulingIgnoredDuringExecution,
                $"{path}.podAntiAffinity", faults);
        }
    }

    private static void ValidateNodeAffinity(NodeAffinity affinity, string path, FaultList faults)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } selector)
        {
            if (selector.NodeSelectorTerms is not { Count: > 0 })
                faults.Required($"{path}.{Required}.nodeSelectorTerms", "must have at least one node selector term");
            for (var i = 0; i < (selector.NodeSelectorTerms?.Count ?? 0); i++)
                ValidateNodeTerm(selector.NodeSelectorTerms![i], checkValues: true, $"{path}.{Required}.nodeSelectorTerms[{i}]", faults);
        }

        for (var i = 0; i < (affinity.PreferredDuringSchedulingIgnoredDuringExecution?.Count ?? 0); i++)
        {
            var term = affinity.PreferredDuringSchedulingIgnoredDuringExecution![i];
            ValidateWeight(term.Weight, $"{path}.{Preferred}[{i}]", faults);
            ValidateNodeTerm(term.Preference ?? new(), checkValues: false, $"{path}.{Preferred}[{i}].preference", faults);
        }
    }

    private static void ValidateWeight(int weight, string path, FaultList faults)
    {
        if (weight is <= 0 or > 100)
            faults.Invalid($"{path}.weight", weight, "must be in the range 1-100");
    }

    private static void ValidateNodeTerm(NodeSelectorTerm term, bool checkValues, string path, FaultList faults)
    {
        for (var i = 0; i < (term.MatchExpressions?.Count ?? 0); i++)
            ValidateExpression(term.MatchExpressions![i], checkValues, $"{path}.matchExpressions[{i}]", faults);
        for (var i = 0; i < (term.MatchFields?.Count ?? 0); i++)
            ValidateField(term.MatchFields![i], $"{path}.matchFields[{i}]", faults);
    }

    private static void ValidateExpression(NodeSelectorRequirement requirement, bool checkValues, string path, FaultList faults)
    {
        var values = requirement.Values ?? [];
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (values.Count == 0)
                    faults.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (values.Count > 0)
                    faults.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt":
                if (values.Count != 1)
                    faults.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            default:
                faults.Invalid($"{path}.operator", requirement.Operator ?? "", "not a valid selector operator");
                break;
        }

        faults.Invalid($"{path}.key", requirement.Key ?? "", NameFormats.QualifiedName(requirement.Key ?? ""));
        for (var i = 0; checkValues && i < values.Count; i++)
            faults.Invalid($"{path}.values[{i}]", values[i], NameFormats.LabelValue(values[i]));
    }

    private static void ValidateField(NodeSelectorRequirement requirement, string path, FaultList faults)
    {
        var values = requirement.Values ?? [];
        if (requirement.Operator is not ("In" or "NotIn"))
            faults.Invalid($"{path}.operator", requirement.Operator ?? "", "not a valid selector operator");
        else if (values.Count != 1)
            faults.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (requirement.Key != "metadata.name")
        {
            faults.Invalid($"{path}.key", requirement.Key ?? "", "not a valid field selector key");
            return;
        }

        for (var i = 0; i < values.Count; i++)
            faults.Invalid($"{path}.values[{i}]", values[i], NameFormats.DnsSubdomain(values[i]));
    }

    private static void ValidatePodTerms(
        IReadOnlyList<PodAffinityTerm>? required, IReadOnlyList<WeightedPodAffinityTerm>? preferred, string path, FaultList faults)
    {
        for (var i = 0; i < (required?.Count ?? 0); i++)
            ValidatePodTerm(required![i], $"{path}.{Required}[{i}]", faults);
        for (var i = 0; i < (preferred?.Count ?? 0); i++)
        {
            ValidateWeight(preferred![i].Weight, $"{path}.{Preferred}[{i}]", faults);
            ValidatePodTerm(preferred[i].PodAffinityTerm ?? new(), $"{path}.{Preferred}[{i}].podAffinityTerm", faults);
        }
    }

    private static void ValidatePodTerm(PodAffinityTerm term, string path, FaultList faults)
    {
        LabelValidation.ValidateSelector(term.LabelSelector, $"{path}.labelSelector", faults);
        LabelValidation.ValidateSelector(term.NamespaceSelector, $"{path}.namespaceSelector", faults);
        foreach (var name in term.Namespaces ?? [])
            faults.Invalid($"{path}.namespace", name, NameFormats.DnsLabel(name));
        ValidateLabelKeys(term, path, faults);
        if (string.IsNullOrEmpty(term.TopologyKey))
            faults.Required($"{path}.topologyKey", "can not be empty");
        faults.Invalid($"{path}.topologyKey", term.TopologyKey ?? "", NameFormats.QualifiedName(term.TopologyKey ?? ""));
    }

    private static void ValidateLabelKeys(PodAffinityTerm term, string path, FaultList faults)
    {
        var match = term.MatchLabelKeys ?? [];
        var mismatch = term.MismatchLabelKeys ?? [];
        ValidateKeyNames(match, term.LabelSelector, $"{path}.matchLabelKeys", faults);
        ValidateKeyNames(mismatch, term.LabelSelector, $"{path}.mismatchLabelKeys", faults);

        // The requirement made of a match key is there already: a second use of the key is the user's own.
        var seen = (term.LabelSelector?.MatchLabels?.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var expression in term.LabelSelector?.MatchExpressions ?? [])
        {
            var index = match.ToList().LastIndexOf(expression.Key);
            if (index >= 0 && seen.Contains(expression.Key))
                faults.Invalid($"{path}[{index}]", expression.Key, "exists in both matchLabelKeys and labelSelector");
            seen.Add(expression.Key);
        }

        for (var i = 0; i < match.Count; i++)
        {
            if (mismatch.Contains(match[i]))
                faults.Invalid($"{path}.matchLabelKeys[{i}]", match[i], "exists in both matchLabelKeys and mismatchLabelKeys");
        }
    }

    private static void ValidateKeyNames(IReadOnlyList<string> keys, LabelSelector? selector, string path, FaultList faults)
    {
        if (keys.Count > 0 && selector is null)
        {
            faults.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }

        for (var i = 0; i < keys.Count; i++)
            faults.Invalid($"{path}[{i}]", keys[i], NameFormats.QualifiedName(keys[i]));
    }
}
