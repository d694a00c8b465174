using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>Finds the UDP flows that a change of rules makes stale.</summary>
internal static class StaleFlows
{
    /// <summary>The flows to forget after <paramref name="next"/> has replaced <paramref name="previous"/>.</summary>
    public static IReadOnlyList<StaleFlow> Between(RuleSet? previous, RuleSet next)
    {
        var stale = new List<StaleFlow>();
        foreach (var (address, target) in previous?.Targets ?? new())
        {
            if (address.Protocol != Transport.Udp)
                continue;
            var now = next.Targets.TryGetValue(address, out var after) ? Backends(next, after) : [];
            stale.AddRange(Backends(previous!, target).Except(now).Order().Select(backend => new StaleFlow(address, backend)));
        }

        foreach (var (address, target) in next.Targets)
        {
            var had = previous is not null && previous.Targets.TryGetValue(address, out var before) && Backends(previous, before).Count > 0;
            if (address.Protocol == Transport.Udp && !had && Backends(next, target).Count > 0)
                stale.Add(new StaleFlow(address, null));
        }

        return stale;
    }

    private static HashSet<Backend> Backends(RuleSet rules, ServiceTarget target) =>
        [.. new[] { target.FromCluster, target.FromElsewhere }.OfType<string>().SelectMany(name => rules.Balancers[name].Backends)];
}
