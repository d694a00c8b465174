namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Defaults of Jobs.</summary>
internal static class JobDefaults
{
    private const int BackoffLimit = 6;

    public static void Apply(JsonObject value)
    {
        var spec = value.ObjectOrNew("spec");
        ApplyToSpec(spec);
        LabelAsTemplate(value);
    }

    /// <summary>Defaults of a Job's spec, also inside templates.</summary>
    public static void ApplyToSpec(JsonObject spec)
    {
        if (!spec.Has("completions") && !spec.Has("parallelism"))
            spec["completions"] = 1;
        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", spec.Has("backoffLimitPerIndex") ? int.MaxValue : BackoffLimit);
        spec.DefaultText("completionMode", JobModes.NonIndexed);
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec.Has("podFailurePolicy") ? JobModes.ReplaceFailed : JobModes.ReplaceTerminatingOrFailed);
        foreach (var pattern in spec.Object("podFailurePolicy").Objects("rules").SelectMany(rule => rule.Objects("onPodConditions")))
            pattern.DefaultText("status", "True");
        PodDefaults.ApplyToTemplate(spec.Object("template"));
    }

    /// <summary>A Job without labels has those of its template.</summary>
    public static void LabelAsTemplate(JsonObject job)
    {
        var metadata = job.ObjectOrNew("metadata");
        if (metadata.Object("labels") is not { Count: > 0 } && job.Object("spec").Object("template").Object("metadata").Object("labels") is { Count: > 0 } labels)
            metadata["labels"] = labels.DeepClone();
    }
}
