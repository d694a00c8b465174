using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Checks a Job's spec, in Jobs and in templates of Jobs.</summary>
internal static partial class JobSpecValidation
{
    /// <summary>Completions above which an Indexed Job with limits per index must be narrower, so that its status stays small.</summary>
    public const int CompletionsSoftLimit = 100_000;

    /// <summary>Parallelism allowed above <see cref="CompletionsSoftLimit"/>.</summary>
    public const int ParallelismForManyCompletionsMax = 10_000;

    private const int IndexedParallelismMax = 100_000;
    private const int FailedIndexesMax = 100_000;
    private const int FailedIndexesForManyCompletionsMax = 10_000;
    private const int ManagedByLengthMax = 63;
    private const string PathFormat = @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+";

    public static void Validate(JobSpec spec, string path, FaultList faults)
    {
        faults.RequireNonNegative($"{path}.parallelism", spec.Parallelism);
        faults.RequireNonNegative($"{path}.completions", spec.Completions);
        faults.RequireNonNegative($"{path}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds);
        faults.RequireNonNegative($"{path}.backoffLimit", spec.BackoffLimit);
        faults.RequireNonNegative($"{path}.ttlSecondsAfterFinished", spec.TtlSecondsAfterFinished);
        faults.RequireNonNegative($"{path}.backoffLimitPerIndex", spec.BackoffLimitPerIndex);
        faults.RequireNonNegative($"{path}.maxFailedIndexes", spec.MaxFailedIndexes);
        if (spec is { MaxFailedIndexes: not null, BackoffLimitPerIndex: null })
            faults.Required($"{path}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        if (spec.ManagedBy is { } manager)
            ValidateManager(manager, $"{path}.managedBy", faults);
        ValidateMode(spec, path, faults);
        if (spec.PodFailurePolicy is { } failures)
            JobPolicyValidation.Validate(failures, spec, $"{path}.podFailurePolicy", faults);
        if (spec.SuccessPolicy is { } successes)
        {
            if (JobModes.IsIndexed(spec))
                JobPolicyValidation.Validate(successes, spec.Completions ?? 0, $"{path}.successPolicy", faults);
            else
                faults.Invalid($"{path}.successPolicy", successes, "requires indexed completion mode");
        }

        ValidateReplacement(spec, $"{path}.podReplacementPolicy", faults);
        PodTemplateValidation.Validate(spec.Template, $"{path}.template", faults);
        ValidateRestartPolicy(spec, $"{path}.template.spec.restartPolicy", faults);
    }

    private static void ValidateManager(string manager, string path, FaultList faults)
    {
        if (manager.Length == 0)
        {
            faults.Required(path);
        }
        else if (manager.Split('/', 2) is not [{ Length: > 0 } host, { Length: > 0 } rest])
        {
            faults.Invalid(path, manager, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
        else
        {
            faults.Invalid(path, host, NameFormats.DnsSubdomain(host));
            if (!PathPattern().IsMatch(rest))
                faults.Invalid(path, rest, $"Invalid path (regex used for validation is '{PathFormat}')");
        }

        if (manager.Length > ManagedByLengthMax)
            faults.TooLong(path, ManagedByLengthMax);
    }

    private static void ValidateMode(JobSpec spec, string path, FaultList faults)
    {
        switch (spec.CompletionMode)
        {
            case JobModes.Indexed:
                ValidateIndexed(spec, path, faults);
                break;
            case null or JobModes.NonIndexed:
                if (spec.BackoffLimitPerIndex is { } limit)
                    faults.Invalid($"{path}.backoffLimitPerIndex", limit, "requires indexed completion mode");
                if (spec.MaxFailedIndexes is { } failed)
                    faults.Invalid($"{path}.maxFailedIndexes", failed, "requires indexed completion mode");
                break;
            default:
                faults.NotSupported($"{path}.completionMode", spec.CompletionMode, JobModes.NonIndexed, JobModes.Indexed);
                break;
        }
    }

    private static void ValidateIndexed(JobSpec spec, string path, FaultList faults)
    {
        if (spec.Completions is null)
            faults.Required($"{path}.completions", "when completion mode is Indexed");
        RequireAtMost($"{path}.parallelism", spec.Parallelism, IndexedParallelismMax, " when completion mode is Indexed", faults);
        if (spec.MaxFailedIndexes > spec.Completions)
            faults.Invalid($"{path}.maxFailedIndexes", spec.MaxFailedIndexes, "must be less than or equal to completions");
        RequireAtMost($"{path}.maxFailedIndexes", spec.MaxFailedIndexes, FailedIndexesMax, "", faults);
        if (spec.Completions is not > CompletionsSoftLimit || spec.BackoffLimitPerIndex is null)
            return;
        if (spec.MaxFailedIndexes is null)
            faults.Required($"{path}.maxFailedIndexes", $"must be specified when completions is above {CompletionsSoftLimit}");
        var reason = $" when completions are above {CompletionsSoftLimit} and used with backoff limit per index";
        RequireAtMost($"{path}.parallelism", spec.Parallelism, ParallelismForManyCompletionsMax, reason, faults);
        RequireAtMost($"{path}.maxFailedIndexes", spec.MaxFailedIndexes, FailedIndexesForManyCompletionsMax, reason, faults);
    }

    private static void RequireAtMost(string path, int? value, int maximum, string reason, FaultList faults)
    {
        if (value > maximum)
            faults.Invalid(path, value, $"must be less than or equal to {maximum}{reason}");
    }

    private static void ValidateReplacement(JobSpec spec, string path, FaultList faults)
    {
        if (spec.PodReplacementPolicy is not { } policy || policy == JobModes.ReplaceFailed)
            return;
        if (spec.PodFailurePolicy is not null)
            faults.NotSupported(path, policy, JobModes.ReplaceFailed);
        else if (policy != JobModes.ReplaceTerminatingOrFailed)
            faults.NotSupported(path, policy, JobModes.ReplaceFailed, JobModes.ReplaceTerminatingOrFailed);
    }

    // Always is what an unset policy has been defaulted to, so it is reported as missing.
    private static void ValidateRestartPolicy(JobSpec spec, string path, FaultList faults)
    {
        switch (spec.Template.Spec?.RestartPolicy)
        {
            case null or "" or "Always":
                faults.Required(path, "valid values: \"OnFailure\", \"Never\"");
                break;
            case "OnFailure":
                if (spec.PodFailurePolicy is not null)
                    faults.Invalid(path, "OnFailure", "only \"Never\" is supported when podFailurePolicy is specified");
                break;
            case "Never":
                break;
            case var other:
                faults.NotSupported(path, other, "OnFailure", "Never");
                break;
        }
    }

    [GeneratedRegex($@"\A{PathFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
