namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Words that fields of Jobs take, and what a Job's spec says in them.</summary>
internal static class JobModes
{
    public const string NonIndexed = "NonIndexed";
    public const string Indexed = "Indexed";
    public const string ReplaceFailed = "Failed";
    public const string ReplaceTerminatingOrFailed = "TerminatingOrFailed";
    public const string BuiltInController = "kubernetes.io/job-controller";

    /// <summary>True when each pod has an index.</summary>
    public static bool IsIndexed(JobSpec spec) => spec.CompletionMode == Indexed;

    /// <summary>True when a pod is replaced only when it has ended.</summary>
    public static bool ReplacesOnlyFailed(JobSpec spec) => spec.PodReplacementPolicy == ReplaceFailed;

    /// <summary>True when another controller looks after the Job.</summary>
    public static bool IsManagedElsewhere(JobSpec spec) => spec.ManagedBy is { } manager && manager != BuiltInController;
}
