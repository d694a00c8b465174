namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>
/// Looks after nodes that give signs of life past the API. One item looks at all of them, on a common grid of times, so that the looks of all nodes and of all
/// processes fall together: every 20 seconds while all is well, and when a node is late again at the moment at which it counts as lost. A node that falls silent
/// is so noticed within 30 seconds.
/// </summary>
internal sealed class HeartbeatWatch(INodeHeartbeats heartbeats, TimeProvider time)
{
    /// <summary>Controller of the items that decide about nodes.</summary>
    public const string Controller = "node-controller";

    private static readonly TimeSpan Grid = TimeSpan.FromSeconds(20);

    // Agents give a sign every 10 s; what is younger than this is on time.
    private static readonly TimeSpan OnTime = TimeSpan.FromSeconds(10.5);

    // A queue that rounds due times up must not miss the grid by a hair; one that does not delivers this much early.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>The item that looks at all nodes.</summary>
    public static WorkItem Item { get; } = new(Controller, new ObjectKey("", "$heartbeats"));

    /// <summary>When each node was last heard, by our clock.</summary>
    public async Task<NodesHeard> ReadAsync(CancellationToken cancellationToken)
    {
        var ages = await heartbeats.AgesAsync(cancellationToken);
        var now = time.GetUtcNow();
        return new NodesHeard(ages.ToDictionary(age => age.Key, age => now - age.Value, StringComparer.Ordinal));
    }

    /// <summary>
    /// How long until the next look, from the times after which the nodes that are not lost would be; null when there are none, for then only a change can
    /// bring news.
    /// </summary>
    public TimeSpan? Next(IReadOnlyCollection<TimeSpan> untilLost, TimeSpan gracePeriod)
    {
        if (untilLost.Count == 0)
            return null;
        var next = TimeSpan.FromTicks(Grid.Ticks - (time.GetUtcNow().UtcTicks % Grid.Ticks));
        if (next <= 2 * Margin)
            next += Grid;
        var late = untilLost.Where(left => left < gracePeriod - OnTime).ToArray();
        return late.Length > 0 && late.Min() < next - Margin ? late.Min() : next - Margin;
    }
}
