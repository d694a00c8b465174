using System.Globalization;

namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The annotations by which a Deployment keeps its books on its ReplicaSets.</summary>
internal static class RevisionAnnotations
{
    /// <summary>Number of the rollout, on the Deployment and on each ReplicaSet.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>Earlier numbers of a ReplicaSet that was rolled back to.</summary>
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    /// <summary>Replicas the Deployment wanted when the ReplicaSet was last scaled.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>Replicas plus surge at that time.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private const int HistoryLengthMax = 2000;

    private static readonly string[] NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas, "deprecated.deployment.rollback.to",
    ];

    /// <summary>The revision an object carries; 0 when none or unreadable.</summary>
    public static long RevisionOf(ReplicaSet set) => Number(set.Metadata.Annotations, Revision) ?? 0;

    /// <summary>An annotation's value as a number; null when absent or unreadable.</summary>
    public static long? Number(IReadOnlyDictionary<string, string>? annotations, string name) =>
        annotations?.GetValueOrDefault(name) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>The annotations of the newest ReplicaSet: the Deployment's own, copied, and its revision.</summary>
    public static ImmutableDictionary<string, string> ForNewest(Deployment deployment, ReplicaSet set, long newRevision)
    {
        var result = StringMaps.Copy(set.Metadata.Annotations);
        foreach (var (key, value) in deployment.Metadata.Annotations ?? ImmutableDictionary<string, string>.Empty)
        {
            if (!NotCopied.Contains(key, StringComparer.Ordinal))
                result = result.SetItem(key, value);
        }

        var hasRevision = result.TryGetValue(Revision, out var oldText);
        var oldRevision = Number(result, Revision) ?? 0;
        if (oldRevision >= newRevision)
            return result;
        result = result.SetItem(Revision, Text(newRevision));
        return hasRevision ? result.SetItem(RevisionHistory, Append(result.GetValueOrDefault(RevisionHistory, ""), oldText!)) : result;
    }

    /// <summary>Adds the sizes that proportional scaling goes by.</summary>
    public static ImmutableDictionary<string, string> WithSizes(IReadOnlyDictionary<string, string>? annotations, RolloutLimits limits) =>
        StringMaps.Copy(annotations)
            .SetItem(DesiredReplicas, Text(limits.Replicas))
            .SetItem(MaxReplicas, Text(limits.TotalMax));

    private static string Append(string history, string revision)
    {
        if (history.Length == 0)
            return revision;
        var revisions = new Queue<string>(history.Split(','));
        var length = history.Length + revision.Length + 1;
        while (length > HistoryLengthMax && revisions.TryDequeue(out var oldest))
            length -= oldest.Length + 1;
        revisions.Enqueue(revision);
        return string.Join(',', revisions);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
