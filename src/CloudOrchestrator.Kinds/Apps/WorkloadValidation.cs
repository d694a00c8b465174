using System.Globalization;
using System.Text.RegularExpressions;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Apps;

/// <summary>Checks that the kinds that keep pods running have in common.</summary>
internal static partial class WorkloadValidation
{
    private const string PercentFault =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    /// <summary>The selector must be there, be sound and match the template; canonical form shows an absent selector as an empty one.</summary>
    public static void ValidateSelector(LabelSelector? selector, PodTemplateSpec template, string path, FaultList faults)
    {
        if (LabelValidation.IsEmpty(selector))
            faults.Required($"{path}.selector");
        else
            LabelValidation.ValidateSelector(selector, $"{path}.selector", faults);
        var labels = template.Metadata?.Labels ?? ImmutableDictionary<string, string>.Empty;
        if (LabelValidation.IsEmpty(selector) || !LabelMatcher.From(selector).Matches(labels))
            faults.Invalid($"{path}.template.metadata.labels", labels, "`selector` does not match template `labels`");
    }

    /// <summary>A selector never changes: it tells which pods are one's own.</summary>
    public static void RequireSameSelector(LabelSelector? selector, LabelSelector? old, FaultList faults)
    {
        if (!JsonNode.DeepEquals(ObjectJson.ToJsonObject(selector ?? new()), ObjectJson.ToJsonObject(old ?? new())))
            faults.Invalid("spec.selector", selector, FaultList.Immutable);
    }

    /// <summary>A count, or a percentage.</summary>
    public static void ValidateCount(IntOrString? count, string path, FaultList faults)
    {
        if (count is { Text: { } text })
        {
            if (!PercentPattern().IsMatch(text))
                faults.Invalid(path, count, PercentFault);
        }
        else
        {
            faults.RequireNonNegative(path, count?.Number);
        }
    }

    /// <summary>No more than all.</summary>
    public static void ValidateAtMostAll(IntOrString? count, string path, FaultList faults)
    {
        if (count is { Text: { } text } && PercentPattern().IsMatch(text) && ValueOf(count) > 100)
            faults.Invalid(path, count, "must not be greater than 100%");
    }

    /// <summary>The number of a count or percentage.</summary>
    public static long ValueOf(IntOrString? count) => count switch
    {
        null => 0,
        { Text: { } text } => long.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0,
        { } number => number.Number,
    };

    /// <summary>Counts in the status of a kind with replicas.</summary>
    public static void ValidateReplicaCounts(int replicas, IReadOnlyList<(string Field, int Count)> parts, int ready, int available, FaultList faults)
    {
        faults.RequireNonNegative("status.replicas", replicas);
        foreach (var (field, count) in parts)
            faults.RequireNonNegative($"status.{field}", count);
        foreach (var (field, count) in parts)
        {
            if (count > replicas)
                faults.Invalid($"status.{field}", count, "cannot be greater than status.replicas");
        }

        if (available > ready)
            faults.Invalid("status.availableReplicas", available, "cannot be greater than readyReplicas");
    }

    /// <summary>Collisions are only ever counted up.</summary>
    public static void ValidateCollisionCount(int? count, int? old, FaultList faults)
    {
        faults.RequireNonNegative("status.collisionCount", count);
        if (old is not null && (count is null || count < old))
            faults.Invalid("status.collisionCount", count ?? 0, "cannot be decremented");
    }

    [GeneratedRegex(@"\A[0-9]+%\z", RegexOptions.CultureInvariant)]
    private static partial Regex PercentPattern();
}
