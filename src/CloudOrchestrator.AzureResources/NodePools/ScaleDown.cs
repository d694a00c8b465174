namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Decides which nodes go: those under-used for long enough whose pods have a place elsewhere. Pure.</summary>
internal static class ScaleDown
{
    /// <summary>After a scale-up nothing is removed for this long: pods have not settled yet.</summary>
    public static readonly TimeSpan DelayAfterScaleUp = TimeSpan.FromMinutes(10);

    private const int EmptyAtOnceMax = 10;

    /// <summary>Decides for all pools. Times since when nodes are unneeded come from the pools' statuses.</summary>
    public static ScaleDownDecision Decide(ScaleDownQuestion question, ReconcileContext context)
    {
        var now = context.Now;
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        var candidates = Candidates(question, context, held);
        var coolUntil = question.Pools.Max(pool => pool.Pool.Status?.LastScaleUpTime) + DelayAfterScaleUp ?? DateTimeOffset.MinValue;
        var mayRemove = coolUntil <= now && !question.HasUnschedulable;
        var remove = mayRemove ? Removals(question.Pools, candidates, now, held) : [];
        var going = remove.Select(removal => removal.Node.Metadata.Name).ToHashSet();
        var due = candidates
            .Select(candidate => candidate.Ripe > coolUntil ? candidate.Ripe : coolUntil)
            .Where(time => time > now)
            .Select(time => (TimeSpan?)(time - now));
        return new(
            question.Pools.ToDictionary(pool => pool.Name, pool => Tracked(pool, candidates, going), StringComparer.Ordinal),
            remove,
            held,
            due.Min());
    }

    private static List<Candidate> Candidates(ScaleDownQuestion question, ReconcileContext context, Dictionary<string, string> held)
    {
        var simulation = new SimulatedCluster(question.Cluster, [], context);
        var result = new List<Candidate>();
        foreach (var pool in question.Pools.Where(pool => pool.IsReady && pool.Pool.Spec?.ScaleDown?.Disabled != true))
        {
            var threshold = pool.Pool.Spec?.ScaleDown?.UtilizationThreshold ?? NodePoolDefaults.UtilizationThreshold;
            var unneededAfter = DurationText.Parse(pool.Pool.Spec?.ScaleDown?.UnneededAfter) ?? NodePoolDefaults.UnneededAfter;
            foreach (var node in pool.Nodes.Where(node => node.Metadata.DeletionTimestamp is null && AutoscalerNames.RemovalOf(node) is null))
            {
                var pods = question.PodsOn(node.Metadata.Name!);
                var use = NodeUse.Of(node, pods);
                var moving = pods.Where(pod => PodProgress.IsActive(pod) && !NodeUse.BelongsToNode(pod)).ToArray();
                if (!NodeConditions.IsReady(node) || (use >= threshold && moving.Length > 0))
                    continue;
                if (Obstacle(simulation, node, pods, moving, question.Budgets) is { } obstacle)
                {
                    held[node.Metadata.Name!] = obstacle;
                    continue;
                }

                var since = pool.Pool.Status?.Unneeded?.FirstOrDefault(known => known.Name == node.Metadata.Name)?.Since ?? context.Now;
                result.Add(new(pool, node, use, moving.Length == 0, since, since + unneededAfter));
            }
        }

        return result;
    }

    private static string? Obstacle(SimulatedCluster simulation, Node node, IReadOnlyList<Pod> pods, Pod[] moving, IReadOnlyList<DisruptionBudget> budgets)
    {
        if (node.Metadata.Annotations?.GetValueOrDefault(AutoscalerNames.ScaleDownDisabled) == "true")
            return "scale down is disabled by annotation";
        foreach (var pod in moving)
        {
            if (PodMovability.Obstacle(pod, budgets) is { } obstacle)
                return $"pod {Ownership.KeyOf(pod)}: {obstacle}";
        }

        // One drain must not use up a budget twice.
        foreach (var budget in budgets)
        {
            if (moving.Count(budget.Covers) > budget.DisruptionsAllowed)
                return "not enough pod disruption budget";
        }

        return simulation.FirstHomeless(node, pods, moving) is { } homeless ? $"pod {Ownership.KeyOf(homeless)}: no other node has a place for it" : null;
    }

    private static List<(PoolState Pool, Node Node)> Removals(
        IReadOnlyList<PoolState> pools, List<Candidate> candidates, DateTimeOffset now, Dictionary<string, string> held)
    {
        var left = pools.ToDictionary(pool => pool.Name, pool => pool.Target - pool.Nodes.Count(IsLeaving), StringComparer.Ordinal);
        var remove = new List<(PoolState, Node)>();
        var isDraining = pools.Any(pool => pool.Nodes.Any(IsLeaving));
        var ripe = candidates.Where(candidate => candidate.Ripe <= now && candidate.Pool.Pool.Status?.Scaling is null)
            .OrderByDescending(candidate => candidate.IsEmpty)
            .ThenBy(candidate => candidate.Use)
            .ThenBy(candidate => candidate.Node.Metadata.Name, StringComparer.Ordinal);
        foreach (var candidate in ripe)
        {
            // Where the pods of one node go decides whether those of the next have a place: that is asked again once they are there.
            if (remove.Count == EmptyAtOnceMax || (!candidate.IsEmpty && (isDraining || remove.Count > 0)))
                break;
            if (left[candidate.Pool.Name] <= candidate.Pool.Min)
            {
                held[candidate.Node.Metadata.Name!] = "node group min size reached";
                continue;
            }

            left[candidate.Pool.Name]--;
            remove.Add((candidate.Pool, candidate.Node));
        }

        return remove;
    }

    private static IReadOnlyList<UnneededNode> Tracked(PoolState pool, List<Candidate> candidates, HashSet<string?> going) =>
    [
        .. candidates.Where(candidate => candidate.Pool == pool && !going.Contains(candidate.Node.Metadata.Name))
            .Select(candidate => new UnneededNode { Name = candidate.Node.Metadata.Name!, Since = candidate.Since })
            .OrderBy(node => node.Name, StringComparer.Ordinal),
    ];

    private static bool IsLeaving(Node node) => AutoscalerNames.RemovalOf(node) is not null;

    private sealed record Candidate(PoolState Pool, Node Node, double Use, bool IsEmpty, DateTimeOffset Since, DateTimeOffset Ripe);
}
