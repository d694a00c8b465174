using System.Globalization;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>What a Job's pods say about themselves.</summary>
internal static class JobPods
{
    /// <summary>Stands for the index of a pod that has none.</summary>
    public const int NoIndex = -1;

    /// <summary>True until the Job has counted the pod.</summary>
    public static bool IsTracked(Pod pod) => pod.Metadata.Finalizers?.Contains(JobLabels.TrackingFinalizer, StringComparer.Ordinal) == true;

    /// <summary>The pod's completion index, or <see cref="NoIndex"/>.</summary>
    public static int IndexOf(Pod pod) => Number(pod, JobLabels.CompletionIndex) ?? NoIndex;

    /// <summary>Failures that counted within the pod's index before the pod.</summary>
    public static int FailuresBefore(Pod pod) => Number(pod, JobLabels.IndexFailureCount) ?? 0;

    /// <summary>Failures within the pod's index before the pod that a policy ignored.</summary>
    public static int IgnoredBefore(Pod pod) => Number(pod, JobLabels.IndexIgnoredFailureCount) ?? 0;

    /// <summary>True when the pod is being deleted and has not ended.</summary>
    public static bool IsTerminating(Pod pod) => pod.Metadata.DeletionTimestamp is not null && !PodProgress.IsFinished(pod);

    /// <summary>
    /// True when the pod counts as failed. A deleted one does unless it may still end by itself: of an orphan nobody would ever report the end.
    /// </summary>
    public static bool IsFailed(Pod pod, JobSpec spec) =>
        pod.Status?.Phase == "Failed" || (!JobModes.ReplacesOnlyFailed(spec) && IsTerminating(pod));

    /// <summary>When the pod ended, as exactly as can be told.</summary>
    public static DateTimeOffset FinishedAt(Pod pod)
    {
        var states = pod.Status?.ContainerStatuses ?? [];
        if (states.Count > 0 && states.All(status => status.State?.Terminated?.FinishedAt is not null))
            return states.Max(status => status.State!.Terminated!.FinishedAt!.Value);
        if (PodProgress.Condition(pod, "Ready") is { Status: "False", LastTransitionTime: { } unready })
            return unready;
        return DeletedAt(pod) ?? pod.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
    }

    /// <summary>When the pod's deletion was asked for; null when it was not.</summary>
    public static DateTimeOffset? DeletedAt(Pod pod) => pod.Metadata.DeletionTimestamp?.AddSeconds(-(pod.Metadata.DeletionGracePeriodSeconds ?? 0));

    /// <summary>Lets go of a pod that has been counted, or will not be.</summary>
    public static ObjectAction.Patch Release(Pod pod)
    {
        var kept = (pod.Metadata.Finalizers ?? []).Where(name => name != JobLabels.TrackingFinalizer).Select(name => (JsonNode)name).ToArray();
        return Patch(pod, new JsonObject { ["finalizers"] = kept.Length == 0 ? null : new JsonArray(kept) });
    }

    /// <summary>Changes nothing, and is refused when the pod is no longer what the decision saw.</summary>
    public static ObjectAction.Patch Confirm(Pod pod) => Patch(pod, []);

    /// <summary>Replaces owners and finalizers.</summary>
    public static ObjectAction.Patch Claim(Pod pod, IReadOnlyList<OwnerReference> owners, IReadOnlyList<string> finalizers)
    {
        var metadata = new JsonObject
        {
            ["ownerReferences"] = owners.Count == 0 ? null : new JsonArray([.. owners.Select(owner => (JsonNode)ObjectJson.ToJsonObject(owner))]),
            ["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(name => (JsonNode)name)]),
        };
        return Patch(pod, metadata);
    }

    private static ObjectAction.Patch Patch(Pod pod, JsonObject metadata) =>
        new(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? "", pod.Metadata.ResourceVersion, new JsonObject { ["metadata"] = metadata })
        {
            IsIndependent = true,
        };

    private static int? Number(Pod pod, string annotation) =>
        pod.Metadata.Annotations?.GetValueOrDefault(annotation) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
