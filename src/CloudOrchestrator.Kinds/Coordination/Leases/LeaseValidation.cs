namespace CloudOrchestrator.Kinds.Coordination.Leases;

/// <summary>Checks Leases.</summary>
internal static class LeaseValidation
{
    public static FaultList Validate(Lease value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        if (spec.LeaseDurationSeconds is <= 0 and var seconds)
            faults.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        faults.RequireNonNegative("spec.leaseTransitions", spec.LeaseTransitions);
        if (spec.Strategy is { } strategy && strategy != "OldestEmulationVersion")
        {
            if (strategy.Contains('/', StringComparison.Ordinal))
                faults.Invalid("spec.strategy", strategy, NameFormats.QualifiedName(strategy));
            else
                faults.NotSupported("spec.strategy", strategy, "OldestEmulationVersion");
        }

        if (!string.IsNullOrEmpty(spec.PreferredHolder) && string.IsNullOrEmpty(spec.Strategy))
            faults.Forbidden("spec.preferredHolder", "may only be specified when `strategy` is defined");
        return faults;
    }
}
