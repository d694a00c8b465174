namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Checks that an update of a Job changes only what may change once it exists.</summary>
internal static class JobUpdateValidation
{
    public static FaultList Validate(Job value, Job old)
    {
        var faults = new FaultList();
        var (spec, before) = (value.Spec ?? new(), old.Spec ?? new());
        ValidateCompletions(spec, before, faults);
        RequireSame("spec.selector", spec.Selector, before.Selector, faults);
        ValidateTemplate(spec.Template, before.Template, MayMove(old), faults);
        RequireSame("spec.completionMode", spec.CompletionMode, before.CompletionMode, faults);
        RequireSame("spec.podFailurePolicy", spec.PodFailurePolicy, before.PodFailurePolicy, faults);
        RequireSame("spec.backoffLimitPerIndex", spec.BackoffLimitPerIndex, before.BackoffLimitPerIndex, faults);
        RequireSame("spec.managedBy", spec.ManagedBy, before.ManagedBy, faults);
        RequireSame("spec.successPolicy", spec.SuccessPolicy, before.SuccessPolicy, faults);
        return faults;
    }

    // An Indexed Job grows and shrinks by both numbers together.
    private static void ValidateCompletions(JobSpec spec, JobSpec before, FaultList faults)
    {
        if (!JobModes.IsIndexed(spec))
            RequireSame("spec.completions", spec.Completions, before.Completions, faults);
        else if (spec.Completions != before.Completions && spec.Completions is not null && spec.Completions != spec.Parallelism)
            faults.Invalid("spec.completions", spec.Completions, "can only be modified in tandem with spec.parallelism");
    }

    // Where pods go may be decided until the first one is made: queueing systems do so.
    private static bool MayMove(Job old) => old.Spec?.Suspend == true && old.Status?.StartTime is null;

    private static void ValidateTemplate(PodTemplateSpec template, PodTemplateSpec before, bool mayMove, FaultList faults)
    {
        if (mayMove && template.Spec is { } spec && before.Spec is { } old)
        {
            var affinity = (old.Affinity ?? new()) with { NodeAffinity = spec.Affinity?.NodeAffinity };
            before = before with
            {
                Metadata = (before.Metadata ?? new()) with { Labels = template.Metadata?.Labels, Annotations = template.Metadata?.Annotations },
                Spec = old with
                {
                    Affinity = spec.Affinity is null && affinity == new Affinity() ? null : affinity,
                    NodeSelector = spec.NodeSelector,
                    Tolerations = spec.Tolerations,
                    SchedulingGates = spec.SchedulingGates,
                },
            };
            template = template with { Metadata = template.Metadata ?? new(), Spec = spec with { Affinity = spec.Affinity ?? before.Spec.Affinity } };
        }

        RequireSame("spec.template", template, before, faults);
    }

    private static void RequireSame<T>(string path, T value, T old, FaultList faults)
    {
        if (!JsonNode.DeepEquals(JsonSerializer.SerializeToNode(value, ObjectJson.Options), JsonSerializer.SerializeToNode(old, ObjectJson.Options)))
            faults.Invalid(path, value, FaultList.Immutable);
    }
}
