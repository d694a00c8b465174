using System.Globalization;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Makes the pods of a Job. One instance serves one decision.</summary>
internal sealed class JobPodDraft
{
    private const string IndexVariable = "JOB_COMPLETION_INDEX";

    private readonly Job _job;
    private readonly OwnerReference _reference;
    private readonly PodTemplateSpec _template;

    public JobPodDraft(Job job, OwnerReference reference)
    {
        _job = job;
        _reference = reference;
        var template = job.Spec!.Template;
        var metadata = template.Metadata ?? new();
        var finalizers = metadata.Finalizers ?? [];
        if (!finalizers.Contains(JobLabels.TrackingFinalizer, StringComparer.Ordinal))
            finalizers = [.. finalizers, JobLabels.TrackingFinalizer];
        _template = template with { Metadata = metadata with { Finalizers = finalizers } };
        if (JobModes.IsIndexed(job.Spec) && template.Spec is { } spec)
        {
            _template = _template with
            {
                Spec = spec with
                {
                    InitContainers = spec.InitContainers is { } containers ? [.. containers.Select(WithIndex)] : null,
                    Containers = [.. (spec.Containers ?? []).Select(WithIndex)],
                },
            };
        }
    }

    /// <summary>A pod without an index.</summary>
    public Pod Create(IIdSource ids, Predicate<string> isTaken) => PodFromTemplate.Create(_template, _job, _reference, ids, isTaken);

    /// <summary>The pod of an index; <paramref name="replaced"/> is the failed one before it, if failures are limited per index.</summary>
    public Pod Create(int index, Pod? replaced, IIdSource ids, Predicate<string> isTaken)
    {
        var text = index.ToString(CultureInfo.InvariantCulture);
        var annotations = StringMaps.Copy(_template.Metadata!.Annotations).SetItem(JobLabels.CompletionIndex, text);
        if (_job.Spec!.BackoffLimitPerIndex is not null)
            annotations = CountFailures(annotations, replaced);
        var template = _template with
        {
            Metadata = _template.Metadata with
            {
                Labels = StringMaps.Copy(_template.Metadata.Labels).SetItem(JobLabels.CompletionIndex, text),
                Annotations = annotations,
            },
            Spec = _template.Spec! with { Hostname = $"{_job.Metadata.Name}-{text}" },
        };
        return PodFromTemplate.Create(template, _job, _reference, Prefix(text), ids, isTaken);
    }

    private ImmutableDictionary<string, string> CountFailures(ImmutableDictionary<string, string> annotations, Pod? replaced)
    {
        var (failures, ignored) = (0, 0);
        if (replaced is not null)
        {
            var counts = PodFailureRules.Match(_job.Spec!.PodFailurePolicy, replaced).Counts;
            failures = JobPods.FailuresBefore(replaced) + (counts ? 1 : 0);
            ignored = JobPods.IgnoredBefore(replaced) + (counts ? 0 : 1);
        }

        annotations = annotations.SetItem(JobLabels.IndexFailureCount, Cell.Digits(failures));
        return ignored > 0 ? annotations.SetItem(JobLabels.IndexIgnoredFailureCount, Cell.Digits(ignored)) : annotations;
    }

    // The index stays whole however long the Job's name is.
    private string Prefix(string index)
    {
        var end = $"-{index}-";
        var name = _job.Metadata.Name ?? "";
        return name[..Math.Min(name.Length, PodFromTemplate.GeneratedBaseLengthMax - end.Length)] + end;
    }

    private static Container WithIndex(Container container)
    {
        if (container.Env?.Any(variable => variable.Name == IndexVariable) == true)
            return container;
        var field = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = $"metadata.labels['{JobLabels.CompletionIndex}']" };
        return container with { Env = [.. container.Env ?? [], new EnvVar { Name = IndexVariable, ValueFrom = new EnvVarSource { FieldRef = field } }] };
    }
}
