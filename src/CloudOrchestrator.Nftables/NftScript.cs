using System.Text;

namespace CloudOrchestrator.Nftables;

/// <summary>Writes nft scripts. <c>nft -f</c> runs a script as one transaction.</summary>
internal static class NftScript
{
    /// <summary>The table's family and name.</summary>
    public const string Table = "ip cloudorchestrator";

    /// <summary>Replaces whatever the table holds, in one transaction; the reader needs to know nothing of it.</summary>
    public static string Replace(NftTable next)
    {
        var script = new StringBuilder();
        Line(script, $"add table {Table}");
        Line(script, $"delete table {Table}");
        Line(script, $"add table {Table}");
        WriteChange(script, NftTable.Empty, next);
        return script.ToString();
    }

    /// <summary>
    /// Turns one table into another, touching only what differs; empty when nothing does. Chains no longer used are emptied, not deleted: some kernels
    /// refuse to delete a chain in the transaction that removes its last reference. <see cref="Delete"/> does that afterwards.
    /// </summary>
    public static string Change(NftTable previous, NftTable next)
    {
        var script = new StringBuilder();
        WriteChange(script, previous, next);
        return script.ToString();
    }

    /// <summary>What <see cref="Change"/> has left unused: chains and client sets.</summary>
    public static NftLeftovers Leftovers(NftTable previous, NftTable next) => new(
        [.. previous.Chains.Keys.Where(name => !next.Chains.ContainsKey(name)).Order(StringComparer.Ordinal)],
        [.. previous.Sets.Keys.Where(name => !next.Sets.ContainsKey(name)).Order(StringComparer.Ordinal)]);

    /// <summary>Deletes leftovers.</summary>
    public static string Delete(NftLeftovers leftovers)
    {
        var script = new StringBuilder();
        foreach (var chain in leftovers.Chains)
            Line(script, $"delete chain {Table} {chain}");
        foreach (var set in leftovers.Sets)
            Line(script, $"delete set {Table} {set}");
        return script.ToString();
    }

    /// <summary>Removes the table; no failure when there is none.</summary>
    public static string Clear() => $"add table {Table}\ndelete table {Table}\n";

    private static void WriteChange(StringBuilder script, NftTable previous, NftTable next)
    {
        // Names first, then what refers to them.
        foreach (var (name, body) in Sorted(next.Sets).Where(set => !previous.Sets.ContainsKey(set.Key)))
            Line(script, $"add set {Table} {name} {{ {body} }}");
        foreach (var (name, map) in Sorted(next.Maps).Where(map => !previous.Maps.ContainsKey(map.Key)))
            Line(script, $"add {map.Declaration.Keyword} {Table} {name} {{ {map.Declaration.Body} }}");
        foreach (var (name, chain) in Sorted(next.Chains).Where(chain => !previous.Chains.ContainsKey(chain.Key)))
            Line(script, chain.Hook is null ? $"add chain {Table} {name}" : $"add chain {Table} {name} {{ {chain.Hook} }}");

        WriteElements(script, previous, next);
        WriteRules(script, previous, next);
        foreach (var name in Leftovers(previous, next).Chains)
            Line(script, $"flush chain {Table} {name}");
    }

    private static void WriteRules(StringBuilder script, NftTable previous, NftTable next)
    {
        foreach (var (name, chain) in Sorted(next.Chains))
        {
            var before = previous.Chains.GetValueOrDefault(name);
            if (before is not null && before.Rules.Equals(chain.Rules))
                continue;
            if (before is not null)
                Line(script, $"flush chain {Table} {name}");
            foreach (var rule in chain.Rules)
                Line(script, $"add rule {Table} {name} {rule}");
        }
    }

    private static void WriteElements(StringBuilder script, NftTable previous, NftTable next)
    {
        foreach (var (name, map) in Sorted(next.Maps))
        {
            var before = previous.Maps.GetValueOrDefault(name)?.Elements ?? new();
            var stale = Sorted(before).Where(element => map.Elements.GetValueOrDefault(element.Key) != element.Value).Select(element => element.Key);
            var fresh = Sorted(map.Elements).Where(element => before.GetValueOrDefault(element.Key) != element.Value).Select(Element);
            WriteElements(script, "delete", name, [.. stale]);
            WriteElements(script, "add", name, [.. fresh]);
        }
    }

    private static void WriteElements(StringBuilder script, string verb, string map, List<string> elements)
    {
        if (elements.Count > 0)
            Line(script, $"{verb} element {Table} {map} {{ {string.Join(", ", elements)} }}");
    }

    private static string Element(KeyValuePair<string, string> element) => element.Value.Length == 0 ? element.Key : $"{element.Key} : {element.Value}";

    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(IEnumerable<KeyValuePair<string, T>> entries) =>
        entries.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    private static void Line(StringBuilder script, string line) => script.Append(line).Append('\n');
}
