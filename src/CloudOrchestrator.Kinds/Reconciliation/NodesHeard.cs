namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>When each node was last heard past the API, by name. Safe for concurrent use.</summary>
public sealed class NodesHeard(IReadOnlyDictionary<string, DateTimeOffset> times)
{
    // One reading serves the decisions about all nodes: it is put in order once.
    private readonly Lazy<KeyValuePair<string, DateTimeOffset>[]> _latestFirst = new(() => [.. times.OrderByDescending(time => time.Value)]);

    /// <summary>When a node was last heard; null for one that never was.</summary>
    public DateTimeOffset? Of(string name) => times.TryGetValue(name, out var time) ? time : null;

    /// <summary>Names of the nodes heard later than <paramref name="time"/>, the last heard first.</summary>
    public IEnumerable<string> After(DateTimeOffset time) => _latestFirst.Value.TakeWhile(heard => heard.Value > time).Select(heard => heard.Key);
}
