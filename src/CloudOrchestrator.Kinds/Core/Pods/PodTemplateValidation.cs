namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks templates of pods in the kinds that make pods.</summary>
internal static class PodTemplateValidation
{
    /// <summary>The template itself.</summary>
    public static void Validate(PodTemplateSpec template, string path, FaultList faults)
    {
        var spec = template.Spec ?? new();
        LabelValidation.ValidateLabels(template.Metadata?.Labels, $"{path}.labels", faults);
        ObjectMetaValidation.ValidateAnnotations(template.Metadata?.Annotations, $"{path}.annotations", faults);
        PodAnnotationValidation.Validate(template.Metadata?.Annotations, spec, $"{path}.annotations", faults);
        PodSpecValidation.Validate(spec, podName: null, $"{path}.spec", faults);
        if (spec.EphemeralContainers is { Count: > 0 })
            faults.Forbidden($"{path}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
    }

    /// <summary>A template whose pods always run; <paramref name="owner"/> is the kind in messages.</summary>
    public static void ValidateAlwaysRunning(PodTemplateSpec template, string owner, string path, FaultList faults)
    {
        if (template.Spec?.RestartPolicy != "Always")
            faults.NotSupported($"{path}.spec.restartPolicy", template.Spec?.RestartPolicy ?? "", "Always");
        if (template.Spec?.ActiveDeadlineSeconds is not null)
            faults.Forbidden($"{path}.spec.activeDeadlineSeconds", $"activeDeadlineSeconds in {owner} is not Supported");
    }
}
