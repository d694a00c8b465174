namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Validates DeleteOptions.</summary>
internal static class DeleteOptionsRules
{
    /// <summary>422 when the options contradict themselves; null when they do not.</summary>
    public static ApiStatus? Check(DeleteOptions options)
    {
        var faults = new List<FieldError>();
        if (options.OrphanDependents is not null && options.PropagationPolicy is not null)
            faults.Add(FieldError.Invalid("propagationPolicy", options.PropagationPolicy, "orphanDependents and deletionPropagation cannot be both set"));
        if (options.PropagationPolicy is { } policy and not ("Foreground" or "Background" or "Orphan"))
            faults.Add(FieldError.NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil"));
        foreach (var dryRun in options.DryRun ?? [])
        {
            if (dryRun != "All")
                faults.Add(FieldError.NotSupported("dryRun", dryRun, "All"));
        }

        return faults.Count == 0 ? null : ApiStatuses.Invalid(new("meta.k8s.io", "v1", "DeleteOptions"), "", faults);
    }
}
