namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks pods.</summary>
internal static class PodValidation
{
    /// <summary>What holds for new and changed pods alike.</summary>
    public static FaultList Validate(Pod pod, ValidSpecs validSpecs)
    {
        var faults = new FaultList();
        var spec = pod.Spec ?? new();
        PodAnnotationValidation.Validate(pod.Metadata.Annotations, spec, "metadata.annotations", faults);
        if (validSpecs.Contains(spec))
            return faults;
        var found = faults.Count;
        ValidateSpec(spec, pod.Metadata.Name ?? "", faults);
        if (faults.Count == found)
            validSpecs.Add(spec);
        return faults;
    }

    /// <summary>What holds for new pods only.</summary>
    public static FaultList ValidateNew(Pod pod)
    {
        var faults = new FaultList();
        if (pod.Spec?.EphemeralContainers is { Count: > 0 })
            faults.Forbidden("spec.ephemeralContainers", "cannot be set on create");
        if (!string.IsNullOrEmpty(pod.Spec?.NodeName) && pod.Spec.SchedulingGates is { Count: > 0 })
            faults.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
        return faults;
    }

    private static void ValidateSpec(PodSpec spec, string podName, FaultList faults)
    {
        PodSpecValidation.Validate(spec, podName, "spec", faults);
        if (string.IsNullOrEmpty(spec.ServiceAccountName))
            ForbidTokens(spec, faults);
        ContainerValidation.ValidateImages(spec.Containers, "spec.containers", faults);
        ContainerValidation.ValidateImages(spec.InitContainers, "spec.initContainers", faults);
    }

    private static void ForbidTokens(PodSpec spec, FaultList faults)
    {
        for (var i = 0; i < (spec.Volumes?.Count ?? 0); i++)
        {
            var sources = spec.Volumes![i].Projected?.Sources ?? [];
            for (var j = 0; j < sources.Count; j++)
            {
                if (sources[j].ServiceAccountToken is not null)
                {
                    faults.Forbidden($"spec.volumes[{i}].projected.sources[{j}].serviceAccountToken",
                        "must not be specified when serviceAccountName is not set");
                }
            }
        }
    }
}
