namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Decides which pools grow, by asking the scheduler what it would do with more nodes. Pure.</summary>
internal static class ScaleUp
{
    // As the Kubernetes cluster autoscaler: pods below this priority get what is left and never a machine of their own.
    private const int PriorityCutoff = -10;
    private const int NodesPerDecisionMax = 1000;
    private const int ExplainedMax = 100;

    /// <summary>
    /// Decides for all pods that found no place. Nodes on their way count as if they were there, so that deciding again before they have joined asks for nothing
    /// more. The pool that wastes least of its new nodes is taken; of equals spot machines, then the one with fewer new nodes.
    /// </summary>
    public static ScaleUpDecision Decide(
        ClusterState cluster, IReadOnlyList<Pod> pending, IReadOnlyList<PoolState> pools, IReadOnlyList<DaemonSet> daemonSets, ReconcileContext context)
    {
        pending = [.. pending.Where(pod => (pod.Spec?.Priority ?? 0) >= PriorityCutoff)];
        var simulation = new SimulatedCluster(cluster, daemonSets, context);
        try
        {
            var increases = new List<PoolIncrease>();
            foreach (var pool in pools)
            {
                if (pool.Template is { } template)
                    simulation.Add(pool.Name, template, pool.Upcoming);
            }

            var placed = PlacedOf(simulation, pending);
            var waiting = pending.Where(pod => placed.Contains(KeyOf(pod))).ToArray();
            var open = pools.Where(pool => Refusal(pool, context.Now) is null).ToList();
            while (placed.Count < pending.Count && Best(simulation, pending, placed, open) is { } best)
            {
                Raise(increases, pools, best);
                simulation.Add(best.Pool.Name, best.Pool.Template!, best.Count);
                placed = PlacedOf(simulation, pending);
                open.Remove(best.Pool);
                // Pods find other places once another pool has grown, and may then need more of this one.
                if (best.Pool.Room > best.Count)
                    open.Add(best.Pool with { Target = best.Pool.Target + best.Count });
            }

            var left = pending.Where(pod => !placed.Contains(KeyOf(pod))).Take(ExplainedMax);
            return new(increases, waiting, [.. left.Select(pod => (pod, Explain(simulation, pod, pools, increases, context.Now)))]);
        }
        finally
        {
            simulation.RemoveAll();
        }
    }

    private static void Raise(List<PoolIncrease> increases, IReadOnlyList<PoolState> pools, Option option)
    {
        var increase = new PoolIncrease(pools.Single(pool => pool.Name == option.Pool.Name), option.Pool.Target + option.Count, option.Helped);
        var known = increases.FindIndex(known => known.Pool.Name == option.Pool.Name);
        if (known < 0)
            increases.Add(increase);
        else
            increases[known] = increase with { Pods = [.. increases[known].Pods, .. increase.Pods] };
    }

    private static Option? Best(SimulatedCluster simulation, IReadOnlyList<Pod> pending, HashSet<ObjectKey> placed, List<PoolState> open) => open
        .Select(pool => OptionOf(simulation, pending, placed, pool))
        .OfType<Option>()
        .OrderBy(option => option.WastePercent)
        .ThenByDescending(option => option.Pool.IsSpot)
        .ThenBy(option => option.Count)
        .ThenBy(option => option.Pool.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static Option? OptionOf(SimulatedCluster simulation, IReadOnlyList<Pod> pending, HashSet<ObjectKey> placed, PoolState pool)
    {
        var template = pool.Template!;
        var most = Math.Min(Math.Min(pool.Room, pending.Count - placed.Count), NodesPerDecisionMax);
        var withMost = PlacedWith(simulation, pending, pool.Name, template, most);
        if (withMost.Count <= placed.Count)
            return null;
        // The fewest nodes that place as many pods as the most nodes do.
        var (low, high) = (1, most);
        var best = withMost;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var tried = PlacedWith(simulation, pending, pool.Name, template, middle);
            if (tried.Count >= withMost.Count)
                (high, best) = (middle, tried);
            else
                low = middle + 1;
        }

        var helped = pending.Where(pod => best.Contains(KeyOf(pod)) && !placed.Contains(KeyOf(pod))).ToArray();
        return new(pool, high, helped, WasteOf(template, high, helped));
    }

    private static HashSet<ObjectKey> PlacedWith(SimulatedCluster simulation, IReadOnlyList<Pod> pending, string pool, NodeTemplate template, int count)
    {
        simulation.Add(pool, template, count);
        var placed = PlacedOf(simulation, pending);
        simulation.Remove(count);
        return placed;
    }

    private static HashSet<ObjectKey> PlacedOf(SimulatedCluster simulation, IReadOnlyList<Pod> pending) =>
        [.. simulation.Decide(pending).Bindings.Select(binding => KeyOf(binding.Pod))];

    // Mean of the unused parts of CPU and memory. Whole percents: smaller differences are noise, and the cheaper machine should win.
    private static int WasteOf(NodeTemplate template, int count, IReadOnlyList<Pod> helped)
    {
        double cpu = 0, memory = 0;
        foreach (var demand in helped.Select(pod => PodDemand.Of(pod.Spec!)))
            (cpu, memory) = (cpu + demand.MilliCpu, memory + demand.Memory);
        return (int)Math.Round(50 * (Unused(cpu, template.MilliCpu * (double)count) + Unused(memory, template.Memory * (double)count)));
    }

    private static double Unused(double requested, double available) => available <= 0 ? 1 : Math.Max(0, 1 - (requested / available));

    private static string? Refusal(PoolState pool, DateTimeOffset now) => pool switch
    {
        { IsReady: false } => "node group cannot be changed",
        { Room: 0 } => "max node group size reached",
        { Template: null } => "node group without template or nodes",
        _ when pool.IsBackedOff(now) => "in backoff after failed scale-up",
        _ => null,
    };

    private static string Explain(
        SimulatedCluster simulation, Pod pod, IReadOnlyList<PoolState> pools, IReadOnlyList<PoolIncrease> increases, DateTimeOffset now)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var pool in pools)
        {
            var isRaised = increases.Any(increase => increase.Pool == pool);
            foreach (var reason in Refusal(pool, now) is { } refusal ? [refusal] : isRaised ? ["max node group size reached"] : Verdict(simulation, pod, pool))
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
        }

        return counts.Count == 0 ? "there is no node pool" : string.Join(", ", counts.Select(entry => $"{entry.Value} {entry.Key}"));
    }

    private static IReadOnlyList<string> Verdict(SimulatedCluster simulation, Pod pod, PoolState pool)
    {
        simulation.Add(pool.Name, pool.Template!, 1);
        var verdict = simulation.Explain(pod, simulation.LastAdded);
        simulation.Remove(1);
        return verdict.Refusals.Count > 0 ? verdict.Refusals : ["node group is not enough for all pods"];
    }

    private static ObjectKey KeyOf(Pod pod) => Ownership.KeyOf(pod);

    private sealed record Option(PoolState Pool, int Count, IReadOnlyList<Pod> Helped, int WastePercent);
}
