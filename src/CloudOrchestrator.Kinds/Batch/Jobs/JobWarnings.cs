namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What is allowed in a Job but hardly meant.</summary>
internal static class JobWarnings
{
    public static IReadOnlyList<string> Of(JsonObject job)
    {
        List<string> warnings = [];
        var name = job.Object("metadata").Text("name");
        // Said once, to whoever creates the Job: its name never changes.
        if (job.Object("status") is not { Count: > 0 } && name.Length > 0 && NameFormats.DnsLabel(name) is { Count: > 0 } faults)
        {
            warnings.Add("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: "
                + $"[{string.Join(' ', faults)}]");
        }

        AddOfSpec(job.Object("spec"), "spec", warnings);
        return warnings;
    }

    /// <summary>Warnings for a Job's spec, also inside templates.</summary>
    public static void AddOfSpec(JsonObject? spec, string path, List<string> warnings)
    {
        if (spec.Text("completionMode") == JobModes.Indexed
            && spec.Number("completions") > JobSpecValidation.CompletionsSoftLimit
            && spec.Number("parallelism") > JobSpecValidation.ParallelismForManyCompletionsMax)
        {
            warnings.Add("In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, "
                + "Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }

        warnings.AddRange(PodWarnings.Of(spec.Object("template").Object("spec"), $"{path}.template.spec"));
    }
}
