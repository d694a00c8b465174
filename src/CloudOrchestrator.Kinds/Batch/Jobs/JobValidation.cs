using System.Globalization;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Checks Jobs.</summary>
internal static class JobValidation
{
    public static FaultList Validate(Job value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        ValidateGeneratedSelector(value.Metadata, spec, faults);
        JobSpecValidation.Validate(spec, "spec", faults);
        if (spec.Selector is null)
            faults.Required("spec.selector");
        else
            LabelValidation.ValidateSelector(spec.Selector, "spec.selector", faults);
        var labels = spec.Template.Metadata?.Labels ?? ImmutableDictionary<string, string>.Empty;
        if (!LabelMatcher.From(spec.Selector).Matches(labels))
            faults.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        ValidateHostnames(value.Metadata.Name ?? "", spec, faults);
        return faults;
    }

    private static void ValidateGeneratedSelector(ObjectMeta metadata, JobSpec spec, FaultList faults)
    {
        if (spec.ManualSelector == true || spec.Selector is null)
            return;
        var (uid, name) = (metadata.Uid ?? "", metadata.Name ?? "");
        if (uid.Length == 0)
            faults.Required("metadata.uid");
        (string Key, string Value)[] expected =
            [(JobLabels.LegacyControllerUid, uid), (JobLabels.LegacyJobName, name), (JobLabels.ControllerUid, uid), (JobLabels.JobName, name)];
        foreach (var (key, label) in expected)
            RequireLabel(spec.Template.Metadata?.Labels, key, label, faults);
        if (!LabelMatcher.From(spec.Selector).Matches(expected.ToImmutableDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)))
            faults.Invalid("spec.selector", spec.Selector, "`selector` not auto-generated");
    }

    private static void RequireLabel(IReadOnlyDictionary<string, string>? labels, string key, string expected, FaultList faults)
    {
        var path = $"spec.template.metadata.labels[{key}]";
        if (labels is null || !labels.TryGetValue(key, out var actual))
            faults.Required(path, $"must be '{expected}'");
        else if (actual != expected)
            faults.Invalid(path, labels, $"must be '{expected}'");
    }

    // Pods of Indexed Jobs have their index in their host name; the longest must still be one.
    private static void ValidateHostnames(string name, JobSpec spec, FaultList faults)
    {
        if (!JobModes.IsIndexed(spec) || spec.Completions is not > 0)
            return;
        var longest = string.Create(CultureInfo.InvariantCulture, $"{name}-{spec.Completions - 1}");
        if (NameFormats.DnsLabel(longest).Count > 0)
            faults.Invalid("metadata.name", name, $"will not able to create pod with invalid DNS label: {longest}");
    }
}
