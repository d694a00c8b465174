namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Checks Deployments.</summary>
internal static class DeploymentValidation
{
    private const string Strategy = "spec.strategy";

    public static FaultList Validate(Deployment value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        faults.RequireNonNegative("spec.replicas", spec.Replicas);
        WorkloadValidation.ValidateSelector(spec.Selector, spec.Template, "spec", faults);
        PodTemplateValidation.Validate(spec.Template, "spec.template", faults);
        PodTemplateValidation.ValidateAlwaysRunning(spec.Template, "ReplicaSet", "spec.template", faults);
        ValidateStrategy(spec.Strategy ?? new(), faults);
        faults.RequireNonNegative("spec.minReadySeconds", spec.MinReadySeconds);
        faults.RequireNonNegative("spec.revisionHistoryLimit", spec.RevisionHistoryLimit);
        if (spec.ProgressDeadlineSeconds is { } deadline)
        {
            faults.RequireNonNegative("spec.progressDeadlineSeconds", deadline);
            if (deadline <= (spec.MinReadySeconds ?? 0))
                faults.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }

        return faults;
    }

    public static FaultList ValidateChange(Deployment value, Deployment old)
    {
        var faults = new FaultList();
        WorkloadValidation.RequireSameSelector(value.Spec?.Selector, old.Spec?.Selector, faults);
        return faults;
    }

    public static FaultList ValidateStatus(Deployment value, Deployment old)
    {
        var faults = new FaultList();
        var status = value.Status ?? new();
        faults.RequireNonNegative("status.observedGeneration", status.ObservedGeneration);
        faults.RequireNonNegative("status.unavailableReplicas", status.UnavailableReplicas);
        var (ready, available) = (status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0);
        WorkloadValidation.ValidateReplicaCounts(
            status.Replicas ?? 0,
            [("updatedReplicas", status.UpdatedReplicas ?? 0), ("readyReplicas", ready), ("availableReplicas", available)],
            ready,
            available,
            faults);
        WorkloadValidation.ValidateCollisionCount(status.CollisionCount, old.Status?.CollisionCount, faults);
        return faults;
    }

    private static void ValidateStrategy(DeploymentStrategy strategy, FaultList faults)
    {
        switch (strategy)
        {
            case { Type: "Recreate" }:
                if (strategy.RollingUpdate is not null)
                    faults.Forbidden($"{Strategy}.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                break;
            case { Type: "RollingUpdate", RollingUpdate: null }:
                faults.Required($"{Strategy}.rollingUpdate", "this should be defaulted and never be nil");
                break;
            case { Type: "RollingUpdate", RollingUpdate: { } rolling }:
                ValidateRollingUpdate(rolling, $"{Strategy}.rollingUpdate", faults);
                break;
            default:
                faults.NotSupported(Strategy, strategy, "Recreate", "RollingUpdate");
                break;
        }
    }

    private static void ValidateRollingUpdate(RollingUpdateDeployment rolling, string path, FaultList faults)
    {
        WorkloadValidation.ValidateCount(rolling.MaxUnavailable, $"{path}.maxUnavailable", faults);
        WorkloadValidation.ValidateCount(rolling.MaxSurge, $"{path}.maxSurge", faults);
        if (WorkloadValidation.ValueOf(rolling.MaxUnavailable) == 0 && WorkloadValidation.ValueOf(rolling.MaxSurge) == 0)
            faults.Invalid($"{path}.maxUnavailable", rolling.MaxUnavailable, "may not be 0 when `maxSurge` is 0");
        WorkloadValidation.ValidateAtMostAll(rolling.MaxUnavailable, $"{path}.maxUnavailable", faults);
    }
}
