namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>The packing of addresses and ports into subsets that Endpoints use: ports with the same addresses share a subset.</summary>
internal static class EndpointSubsets
{
    /// <summary>An address at a port; a null port stands for a headless Service without ports.</summary>
    public readonly record struct Entry(EndpointAddress Address, EndpointPort? Port, bool Ready);

    /// <summary>Packs, in an order that depends on the content alone.</summary>
    public static IReadOnlyList<EndpointSubset> Pack(IEnumerable<Entry> entries)
    {
        var groups = new Dictionary<string, (List<EndpointPort> Ports, List<Entry> Members)>(StringComparer.Ordinal);
        foreach (var port in entries.GroupBy(entry => entry.Port))
        {
            var members = port
                .DistinctBy(entry => (entry.Address.Ip, entry.Address.TargetRef?.Uid))
                .OrderBy(entry => entry.Address.Ip, StringComparer.Ordinal)
                .ThenBy(entry => entry.Address.TargetRef?.Uid, StringComparer.Ordinal)
                .ToList();
            var identity = string.Join(';', members.Select(entry => $"{entry.Address.Ip},{entry.Address.TargetRef?.Uid},{entry.Ready}"));
            if (!groups.TryGetValue(identity, out var group))
                groups[identity] = group = ([], members);
            if (port.Key is not null)
                group.Ports.Add(port.Key);
        }

        return [.. groups.Values.Select(Subset).OrderBy(SortKey, StringComparer.Ordinal)];
    }

    /// <summary>Leaves at most <paramref name="limit"/> addresses; ready ones stay first.</summary>
    public static IReadOnlyList<EndpointSubset>? Truncate(IReadOnlyList<EndpointSubset> subsets, int limit, out bool fits)
    {
        var total = subsets.Sum(subset => (subset.Addresses?.Count ?? 0) + (subset.NotReadyAddresses?.Count ?? 0));
        fits = total <= limit;
        if (fits)
            return subsets.Count == 0 ? null : subsets;
        var left = limit;
        var ready = subsets.Select(subset => Take(subset.Addresses, ref left)).ToList();
        var notReady = subsets.Select(subset => Take(subset.NotReadyAddresses, ref left)).ToList();
        return
        [
            .. subsets
                .Select((subset, i) => subset with { Addresses = ready[i], NotReadyAddresses = notReady[i] })
                .Where(subset => subset.Addresses is not null || subset.NotReadyAddresses is not null),
        ];
    }

    /// <summary>True when both say the same, in whatever order.</summary>
    public static bool Same(IReadOnlyList<EndpointSubset>? left, IReadOnlyList<EndpointSubset>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
            return false;
        return Canonicals(left).SequenceEqual(Canonicals(right), StringComparer.Ordinal);

        static IEnumerable<string> Canonicals(IReadOnlyList<EndpointSubset>? subsets) => (subsets ?? []).Select(Canonical).Order(StringComparer.Ordinal);
    }

    private static IReadOnlyList<EndpointAddress>? Take(IReadOnlyList<EndpointAddress>? addresses, ref int left)
    {
        if (addresses is null || left == 0)
            return null;
        var taken = addresses.Take(left).ToArray();
        left -= taken.Length;
        return taken;
    }

    private static EndpointSubset Subset((List<EndpointPort> Ports, List<Entry> Members) group)
    {
        var ready = group.Members.Where(entry => entry.Ready).Select(entry => entry.Address).ToArray();
        var notReady = group.Members.Where(entry => !entry.Ready).Select(entry => entry.Address).ToArray();
        return new EndpointSubset
        {
            Addresses = ready.Length == 0 ? null : ready,
            NotReadyAddresses = notReady.Length == 0 ? null : notReady,
            Ports = Sorted(group.Ports),
        };
    }

    private static string SortKey(EndpointSubset subset) =>
        string.Join(',', (subset.Ports ?? []).Select(port => $"{port.Name}:{port.Port:D5}:{port.Protocol}"))
        + "|" + (subset.Addresses ?? subset.NotReadyAddresses)?[0].Ip;

    private static string Canonical(EndpointSubset subset) => ObjectJson.ToJsonObject(subset with
    {
        Addresses = Sorted(subset.Addresses),
        NotReadyAddresses = Sorted(subset.NotReadyAddresses),
        Ports = Sorted(subset.Ports),
    }).ToJsonString();

    private static IReadOnlyList<EndpointPort>? Sorted(IReadOnlyList<EndpointPort>? ports) => ports is { Count: > 0 }
        ? [.. ports.OrderBy(port => port.Name, StringComparer.Ordinal).ThenBy(port => port.Port).ThenBy(port => port.Protocol, StringComparer.Ordinal)]
        : null;

    private static IReadOnlyList<EndpointAddress>? Sorted(IReadOnlyList<EndpointAddress>? addresses) => addresses is { Count: > 0 }
        ? [.. addresses.OrderBy(address => address.Ip, StringComparer.Ordinal).ThenBy(address => address.TargetRef?.Uid, StringComparer.Ordinal)]
        : null;
}
