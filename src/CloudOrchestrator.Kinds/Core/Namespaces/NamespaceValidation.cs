namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>Checks namespaces.</summary>
internal static class NamespaceValidation
{
    public static FaultList Validate(Namespace value)
    {
        var faults = new FaultList();
        foreach (var finalizer in value.Spec?.Finalizers ?? [])
            ObjectMetaValidation.ValidateFinalizer(finalizer, "spec.finalizers", faults);
        return faults;
    }

    public static FaultList ValidateFinalize(Namespace value)
    {
        var faults = new FaultList();
        for (var i = 0; i < (value.Spec?.Finalizers?.Count ?? 0); i++)
            ObjectMetaValidation.ValidateFinalizer(value.Spec!.Finalizers![i], $"spec.finalizers[{i}]", faults);
        return faults;
    }

    public static FaultList ValidateStatus(Namespace value)
    {
        var faults = new FaultList();
        var phase = value.Status?.Phase ?? "";
        if (value.Metadata.DeletionTimestamp is null && phase != "Active")
            faults.Invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
        else if (value.Metadata.DeletionTimestamp is not null && phase != "Terminating")
            faults.Invalid("status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        return faults;
    }
}
