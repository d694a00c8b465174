using System.Globalization;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks annotations that mean something to pods.</summary>
internal static class PodAnnotationValidation
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    public static void Validate(IReadOnlyDictionary<string, string>? annotations, PodSpec spec, string path, FaultList faults)
    {
        if (annotations is null)
            return;
        if (annotations.TryGetValue(Mirror, out var mirror) && string.IsNullOrEmpty(spec.NodeName))
            faults.Invalid($"{path}[{Mirror}]", mirror, "must set spec.nodeName if mirror pod annotation is set");
        if (annotations.TryGetValue(DeletionCost, out var cost) && !IsCost(cost))
            faults.Invalid($"{path}[{DeletionCost}]", cost, "must be a 32bit integer");
    }

    public static void ValidateChange(IReadOnlyDictionary<string, string>? annotations, IReadOnlyDictionary<string, string>? old, string path, FaultList faults)
    {
        var before = old is not null && old.TryGetValue(Mirror, out var oldValue) ? oldValue : null;
        var after = annotations is not null && annotations.TryGetValue(Mirror, out var value) ? value : null;
        if (before == after)
            return;
        faults.Forbidden($"{path}[{Mirror}]", before is null ? "may not add mirror pod annotation" : "may not remove or update mirror pod annotation");
    }

    // Signs and leading zeros are refused so that equal costs have one spelling.
    private static bool IsCost(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        && !text.StartsWith('+') && !(text.TrimStart('-') is ['0', _, ..]);
}
