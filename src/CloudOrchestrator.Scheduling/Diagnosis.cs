namespace CloudOrchestrator.Scheduling;

/// <summary>Words why no node takes a pod, as Kubernetes does.</summary>
internal static class Diagnosis
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const string NoVictims = "No preemption victims found for incoming pod";

    public static (string Message, IReadOnlyDictionary<string, int> Refusals) Of(PodClass pods, int nodes)
    {
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        if (nodes == 0)
            return ("no nodes available to schedule pods", reasons);
        var preemption = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var node = 0; node < nodes; node++)
        {
            var refusal = pods.RefusalOf(node)!;
            foreach (var reason in refusal.Reasons)
                Count(reasons, reason);
            Count(preemption, refusal.Resolvable ? NoVictims : NotHelpful);
        }

        var tried = pods.Requirements.Spec.PreemptionPolicy == "Never" ? "not eligible due to preemptionPolicy=Never." : Sentence(nodes, preemption);
        return ($"{Sentence(nodes, reasons)} preemption: {tried}", reasons);
    }

    private static string Sentence(int nodes, Dictionary<string, int> reasons) =>
        $"0/{nodes} nodes are available: {string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key}").Order(StringComparer.Ordinal))}.";

    private static void Count(Dictionary<string, int> counts, string reason) => counts[reason] = counts.GetValueOrDefault(reason) + 1;
}
