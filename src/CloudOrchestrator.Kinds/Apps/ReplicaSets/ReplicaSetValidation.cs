namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Checks ReplicaSets.</summary>
internal static class ReplicaSetValidation
{
    public static FaultList Validate(ReplicaSet value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        var template = spec.Template ?? new();
        faults.RequireNonNegative("spec.replicas", spec.Replicas);
        faults.RequireNonNegative("spec.minReadySeconds", spec.MinReadySeconds);
        WorkloadValidation.ValidateSelector(spec.Selector, template, "spec", faults);
        PodTemplateValidation.Validate(template, "spec.template", faults);
        PodTemplateValidation.ValidateAlwaysRunning(template, "ReplicaSet", "spec.template", faults);
        return faults;
    }

    public static FaultList ValidateChange(ReplicaSet value, ReplicaSet old)
    {
        var faults = new FaultList();
        WorkloadValidation.RequireSameSelector(value.Spec?.Selector, old.Spec?.Selector, faults);
        return faults;
    }

    public static FaultList ValidateStatus(ReplicaSet value)
    {
        var faults = new FaultList();
        var status = value.Status ?? new();
        var (ready, available) = (status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0);
        faults.RequireNonNegative("status.observedGeneration", status.ObservedGeneration);
        WorkloadValidation.ValidateReplicaCounts(
            status.Replicas,
            [("fullyLabeledReplicas", status.FullyLabeledReplicas ?? 0), ("readyReplicas", ready), ("availableReplicas", available)],
            ready,
            available,
            faults);
        return faults;
    }
}
