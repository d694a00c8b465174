using CloudOrchestrator.Kinds.Apps;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>Checks ReplicationControllers.</summary>
internal static class ReplicationControllerValidation
{
    public static FaultList Validate(ReplicationController value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        faults.RequireNonNegative("spec.minReadySeconds", spec.MinReadySeconds);
        if (spec.Selector is not { Count: > 0 })
            faults.Required("spec.selector");
        faults.RequireNonNegative("spec.replicas", spec.Replicas);
        if (spec.Template is not { } template)
        {
            faults.Required("spec.template");
            return faults;
        }

        var labels = template.Metadata?.Labels ?? ImmutableDictionary<string, string>.Empty;
        if (spec.Selector is { Count: > 0 } && !LabelMatcher.From(spec.Selector).Matches(labels))
            faults.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        PodTemplateValidation.Validate(template, "spec.template", faults);
        PodTemplateValidation.ValidateAlwaysRunning(template, "ReplicationController", "spec.template", faults);
        return faults;
    }

    public static FaultList ValidateStatus(ReplicationController value)
    {
        var faults = new FaultList();
        var status = value.Status ?? new();
        var (ready, available) = (status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0);
        faults.RequireNonNegative("status.observedGeneration", status.ObservedGeneration);
        WorkloadValidation.ValidateReplicaCounts(
            ReplicasOf(status),
            [("fullyLabeledReplicas", status.FullyLabeledReplicas ?? 0), ("readyReplicas", ready), ("availableReplicas", available)],
            ready,
            available,
            faults);
        return faults;
    }

    private static int ReplicasOf(ReplicationControllerStatus status) => status.Replicas ?? 0;
}
