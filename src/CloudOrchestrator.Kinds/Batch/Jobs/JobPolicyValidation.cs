namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Checks the failure and success policies of Jobs.</summary>
internal static class JobPolicyValidation
{
    private const int RulesMax = 20;
    private const int PatternsMax = 20;
    private const int ExitCodesMax = 255;
    private const int IndexesLengthMax = 64 * 1024;

    /// <summary>Checks the failure policy of <paramref name="spec"/>.</summary>
    public static void Validate(PodFailurePolicy policy, JobSpec spec, string path, FaultList faults)
    {
        var rules = policy.Rules ?? [];
        if (rules.Count > RulesMax)
            faults.TooMany($"{path}.rules", rules.Count, RulesMax);
        var containers = (spec.Template.Spec?.Containers ?? []).Concat(spec.Template.Spec?.InitContainers ?? [])
            .Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
            ValidateRule(rules[i], spec, containers, $"{path}.rules[{i}]", faults);
    }

    /// <summary>Checks the success policy of an Indexed Job.</summary>
    public static void Validate(SuccessPolicy policy, int completions, string path, FaultList faults)
    {
        var rules = policy.Rules ?? [];
        if (rules.Count == 0)
            faults.Required($"{path}.rules", "at least one rules must be specified when the successPolicy is specified");
        if (rules.Count > RulesMax)
            faults.TooMany($"{path}.rules", rules.Count, RulesMax);
        for (var i = 0; i < rules.Count; i++)
            ValidateRule(rules[i], completions, $"{path}.rules[{i}]", faults);
    }

    private static void ValidateRule(PodFailurePolicyRule rule, JobSpec spec, HashSet<string> containers, string path, FaultList faults)
    {
        switch (rule.Action)
        {
            case "":
                faults.Required($"{path}.action", "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]");
                break;
            case PodFailureRules.FailIndex:
                if (spec.BackoffLimitPerIndex is null)
                    faults.Invalid($"{path}.action", rule.Action, "requires the backoffLimitPerIndex to be set");
                break;
            case PodFailureRules.Count or PodFailureRules.FailJob or PodFailureRules.Ignore:
                break;
            default:
                faults.NotSupported($"{path}.action", rule.Action, PodFailureRules.Count, PodFailureRules.FailIndex, PodFailureRules.FailJob, PodFailureRules.Ignore);
                break;
        }

        if (rule.OnExitCodes is { } codes)
            ValidateExitCodes(codes, containers, $"{path}.onExitCodes", faults);
        var patterns = rule.OnPodConditions ?? [];
        ValidatePatterns(patterns, $"{path}.onPodConditions", faults);
        if (rule.OnExitCodes is not null && patterns.Count > 0)
            faults.Invalid(path, FieldError.NoValue, "specifying both OnExitCodes and OnPodConditions is not supported");
        if (rule.OnExitCodes is null && patterns.Count == 0)
            faults.Invalid(path, FieldError.NoValue, "specifying one of OnExitCodes and OnPodConditions is required");
    }

    private static void ValidatePatterns(IReadOnlyList<PodFailurePolicyOnPodConditionsPattern> patterns, string path, FaultList faults)
    {
        if (patterns.Count > PatternsMax)
            faults.TooMany(path, patterns.Count, PatternsMax);
        for (var i = 0; i < patterns.Count; i++)
        {
            var (pattern, field) = (patterns[i], $"{path}[{i}]");
            faults.Invalid($"{field}.type", pattern.Type, NameFormats.QualifiedName(pattern.Type));
            if (pattern.Status.Length == 0)
                faults.Required($"{field}.status", "valid values: [\"False\" \"True\" \"Unknown\"]");
            else if (pattern.Status is not ("False" or "True" or "Unknown"))
                faults.NotSupported($"{field}.status", pattern.Status, "False", "True", "Unknown");
        }
    }

    private static void ValidateExitCodes(PodFailurePolicyOnExitCodesRequirement codes, HashSet<string> containers, string path, FaultList faults)
    {
        if (codes.Operator.Length == 0)
            faults.Required($"{path}.operator", "valid values: [\"In\" \"NotIn\"]");
        else if (codes.Operator is not ("In" or "NotIn"))
            faults.NotSupported($"{path}.operator", codes.Operator, "In", "NotIn");
        if (codes.ContainerName is { } container && !containers.Contains(container))
            faults.Invalid($"{path}.containerName", container, "must be one of the container or initContainer names in the pod template");
        var values = codes.Values ?? [];
        if (values.Count == 0)
            faults.Invalid($"{path}.values", values, "at least one value is required");
        else if (values.Count > ExitCodesMax)
            faults.TooMany($"{path}.values", values.Count, ExitCodesMax);
        HashSet<int> seen = [];
        for (var i = 0; i < values.Count; i++)
        {
            if (codes.Operator == "In" && values[i] == 0)
                faults.Invalid($"{path}.values[{i}]", values[i], "must not be 0 for the In operator");
            if (!seen.Add(values[i]))
                faults.Duplicate($"{path}.values[{i}]", values[i]);
        }

        if (values.Zip(values.Skip(1)).Any(pair => pair.First > pair.Second))
            faults.Invalid($"{path}.values", values, "must be ordered");
    }

    private static void ValidateRule(SuccessPolicyRule rule, int completions, string path, FaultList faults)
    {
        if (rule is { SucceededCount: null, SucceededIndexes: null })
            faults.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        var total = 0;
        if (rule.SucceededIndexes is { } indexes)
        {
            if (indexes.Length > IndexesLengthMax)
                faults.TooLong($"{path}.succeededIndexes", IndexesLengthMax);
            if (IndexFormat.Check(indexes, completions, out total) is { } fault)
                faults.Invalid($"{path}.succeededIndexes", indexes, $"error parsing succeededIndexes: {fault}");
        }

        if (rule.SucceededCount is not { } count)
            return;
        var field = $"{path}.succeededCount";
        faults.RequireNonNegative(field, count);
        if (count > completions)
            faults.Invalid(field, count, $"must be less than or equal to {Cell.Digits(completions)} (the number of specified completions)");
        if (rule.SucceededIndexes is not null && count > total)
            faults.Invalid(field, count, $"must be less than or equal to {Cell.Digits(total)} (the number of indexes in the specified succeededIndexes field)");
    }
}
