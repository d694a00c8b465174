namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Checks DaemonSets.</summary>
internal static class DaemonSetValidation
{
    private const string Strategy = "spec.updateStrategy";

    public static FaultList Validate(DaemonSet value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        WorkloadValidation.ValidateSelector(spec.Selector, spec.Template, "spec", faults);
        PodTemplateValidation.Validate(spec.Template, "spec.template", faults);
        for (var i = 0; i < (spec.Template.Spec?.Volumes?.Count ?? 0); i++)
        {
            if (spec.Template.Spec!.Volumes![i].GcePersistentDisk is { ReadOnly: not true })
            {
                faults.Invalid($"spec.template.spec.volumes[{i}].gcePersistentDisk.readOnly", false,
                    "must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only");
            }
        }

        PodTemplateValidation.ValidateAlwaysRunning(spec.Template, "DaemonSet", "spec.template", faults);
        faults.RequireNonNegative("spec.minReadySeconds", spec.MinReadySeconds);
        ValidateStrategy(spec.UpdateStrategy ?? new(), faults);
        faults.RequireNonNegative("spec.revisionHistoryLimit", spec.RevisionHistoryLimit);
        return faults;
    }

    public static FaultList ValidateChange(DaemonSet value, DaemonSet old)
    {
        var faults = new FaultList();
        WorkloadValidation.RequireSameSelector(value.Spec?.Selector, old.Spec?.Selector, faults);
        return faults;
    }

    public static FaultList ValidateStatus(DaemonSet value, DaemonSet old)
    {
        var faults = new FaultList();
        var status = value.Status ?? new();
        faults.RequireNonNegative("status.currentNumberScheduled", status.CurrentNumberScheduled);
        faults.RequireNonNegative("status.numberMisscheduled", status.NumberMisscheduled);
        faults.RequireNonNegative("status.desiredNumberScheduled", status.DesiredNumberScheduled);
        faults.RequireNonNegative("status.numberReady", status.NumberReady);
        faults.RequireNonNegative("status.observedGeneration", status.ObservedGeneration);
        faults.RequireNonNegative("status.updatedNumberScheduled", status.UpdatedNumberScheduled);
        faults.RequireNonNegative("status.numberAvailable", status.NumberAvailable);
        faults.RequireNonNegative("status.numberUnavailable", status.NumberUnavailable);
        WorkloadValidation.ValidateCollisionCount(status.CollisionCount, old.Status?.CollisionCount, faults);
        return faults;
    }

    private static void ValidateStrategy(DaemonSetUpdateStrategy strategy, FaultList faults)
    {
        switch (strategy)
        {
            case { Type: "OnDelete" }:
                break;
            case { Type: "RollingUpdate", RollingUpdate: null }:
                faults.Required($"{Strategy}.rollingUpdate");
                break;
            case { Type: "RollingUpdate", RollingUpdate: { } rolling }:
                ValidateRollingUpdate(rolling, $"{Strategy}.rollingUpdate", faults);
                break;
            default:
                faults.NotSupported(Strategy, strategy, "RollingUpdate", "OnDelete");
                break;
        }
    }

    private static void ValidateRollingUpdate(RollingUpdateDaemonSet rolling, string path, FaultList faults)
    {
        WorkloadValidation.ValidateCount(rolling.MaxUnavailable, $"{path}.maxUnavailable", faults);
        WorkloadValidation.ValidateCount(rolling.MaxSurge, $"{path}.maxSurge", faults);
        WorkloadValidation.ValidateAtMostAll(rolling.MaxUnavailable, $"{path}.maxUnavailable", faults);
        WorkloadValidation.ValidateAtMostAll(rolling.MaxSurge, $"{path}.maxSurge", faults);
        var unavailable = WorkloadValidation.ValueOf(rolling.MaxUnavailable) != 0;
        var surge = WorkloadValidation.ValueOf(rolling.MaxSurge) != 0;
        if (unavailable && surge)
            faults.Invalid($"{path}.maxSurge", rolling.MaxSurge, "may not be set when maxUnavailable is non-zero");
        else if (!unavailable && !surge)
            faults.Required($"{path}.maxUnavailable", "cannot be 0 when maxSurge is 0");
    }
}
