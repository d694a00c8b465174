using System.Globalization;

namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Which pods go first when there are too many: those whose loss costs least, as Kubernetes ranks them.</summary>
internal static class PodDeletionOrder
{
    private const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The <paramref name="count"/> pods to delete, in order.</summary>
    public static IEnumerable<Pod> First(IReadOnlyList<Pod> pods, Func<IReadOnlyList<Pod>> relatedPods, int count, DateTimeOffset now)
    {
        if (count >= pods.Count)
            return pods;
        var perNode = CountPerNode(relatedPods());
        return pods
            .Select(pod => Rank.Of(pod, perNode, now))
            .Order()
            .Take(count)
            .Select(rank => rank.Pod);
    }

    private static Dictionary<string, int> CountPerNode(IReadOnlyList<Pod> pods)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (PodProgress.IsActive(pod))
                counts[pod.Spec?.NodeName ?? ""] = counts.GetValueOrDefault(pod.Spec?.NodeName ?? "") + 1;
        }

        return counts;
    }

    private sealed record Rank(Pod Pod, int Assigned, int Phase, int Ready, long Cost, int Crowded, int ReadyAge, int Restarts, int Age) : IComparable<Rank>
    {
        public static Rank Of(Pod pod, Dictionary<string, int> perNode, DateTimeOffset now)
        {
            var ready = PodProgress.Condition(pod, "Ready");
            var isReady = ready?.Status == "True";
            return new(
                pod,
                string.IsNullOrEmpty(pod.Spec?.NodeName) ? 0 : 1,
                pod.Status?.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 },
                isReady ? 1 : 0,
                CostOf(pod),
                -perNode.GetValueOrDefault(pod.Spec?.NodeName ?? ""),
                isReady ? LogarithmicAge(ready!.LastTransitionTime, now) : 0,
                -(pod.Status?.ContainerStatuses ?? []).Select(status => status.RestartCount).DefaultIfEmpty().Max(),
                LogarithmicAge(pod.Metadata.CreationTimestamp, now));
        }

        public int CompareTo(Rank? other)
        {
            if (other is null)
                return 1;
            ReadOnlySpan<int> orders =
            [
                Assigned.CompareTo(other.Assigned),
                Phase.CompareTo(other.Phase),
                Ready.CompareTo(other.Ready),
                Cost.CompareTo(other.Cost),
                Crowded.CompareTo(other.Crowded),
                ReadyAge.CompareTo(other.ReadyAge),
                Restarts.CompareTo(other.Restarts),
                Age.CompareTo(other.Age),
                string.CompareOrdinal(Pod.Metadata.Uid, other.Pod.Metadata.Uid),
            ];
            foreach (var order in orders)
            {
                if (order != 0)
                    return order;
            }

            return 0;
        }

        // Ages are compared by powers of two, so that among pods of about the same age the choice is spread instead of always hitting the newest.
        private static int LogarithmicAge(DateTimeOffset? since, DateTimeOffset now)
        {
            var seconds = since is { } time ? (now - time).TotalSeconds : 0;
            return seconds < 1 ? 0 : (int)Math.Log2(seconds) + 1;
        }

        private static long CostOf(Pod pod) =>
            pod.Metadata.Annotations?.GetValueOrDefault(CostAnnotation) is { } text
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;
    }
}
