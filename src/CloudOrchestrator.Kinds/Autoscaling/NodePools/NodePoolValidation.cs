using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>Checks NodePools.</summary>
internal static partial class NodePoolValidation
{
    private const string ScaleSetFault = "must be the resource id of a virtual machine scale set: "
        + "/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/virtualMachineScaleSets/…";

    public static FaultList Validate(NodePool value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        if (spec.ScaleSet.Length == 0)
            faults.Required("spec.scaleSet");
        else if (!ScaleSetId().IsMatch(spec.ScaleSet))
            faults.Invalid("spec.scaleSet", spec.ScaleSet, ScaleSetFault);
        faults.RequireNonNegative("spec.min", spec.Min);
        faults.RequireNonNegative("spec.max", spec.Max);
        if (spec.Max < spec.Min)
            faults.Invalid("spec.max", spec.Max, "must be greater than or equal to `min`");
        ValidateTemplate(spec.Template, faults);
        ValidateScaleDown(spec.ScaleDown, faults);
        return faults;
    }

    public static FaultList ValidateChange(NodePool value, NodePool old)
    {
        var faults = new FaultList();
        if (!string.Equals(value.Spec?.ScaleSet, old.Spec?.ScaleSet, StringComparison.OrdinalIgnoreCase))
            faults.Invalid("spec.scaleSet", value.Spec?.ScaleSet, FaultList.Immutable);
        return faults;
    }

    public static FaultList ValidateStatus(NodePool value)
    {
        var faults = new FaultList();
        faults.RequireNonNegative("status.replicas", value.Status?.Replicas);
        faults.RequireNonNegative("status.desired", value.Status?.Desired);
        faults.RequireNonNegative("status.failures", value.Status?.Failures);
        return faults;
    }

    private static void ValidateTemplate(NodePoolTemplate? template, FaultList faults)
    {
        if (template is null)
            return;
        LabelValidation.ValidateLabels(template.Labels, "spec.template.labels", faults);
        NodeValidation.ValidateTaints(template.Taints, "spec.template.taints", faults);
        foreach (var (name, amount) in template.Capacity.Sorted())
            ResourceValidation.ValidateQuantity(name, amount, $"spec.template.capacity.{name}", faults);
        foreach (var name in (string[])["cpu", "memory", "pods"])
        {
            if (template.Capacity?.ContainsKey(name) != true)
                faults.Required($"spec.template.capacity.{name}", "a template must say what pods can request");
        }
    }

    private static void ValidateScaleDown(NodePoolScaleDown? scaleDown, FaultList faults)
    {
        if (scaleDown?.UtilizationThreshold is < 0 or > 1 or double.NaN)
            faults.Invalid("spec.scaleDown.utilizationThreshold", scaleDown.UtilizationThreshold, "must be between 0 and 1, inclusive");
        if (DurationText.Parse(scaleDown?.UnneededAfter) < TimeSpan.Zero)
            faults.Invalid("spec.scaleDown.unneededAfter", scaleDown!.UnneededAfter, FaultList.Negative);
    }

    [GeneratedRegex(
        "^/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[^/]+/providers/Microsoft\\.Compute/virtualMachineScaleSets/[^/]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScaleSetId();
}
