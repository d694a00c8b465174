namespace CloudOrchestrator.WorkQueues;

/// <summary>
/// What this process has scheduled on a queue that several processes share and that does not detect duplicates. Every reconcile asks to be called again: without this,
/// each doorbell would start a chain of requeues of its own, and chains would never end. Not safe for concurrent use.
/// </summary>
/// <param name="capacity">Items remembered; beyond it the earliest are forgotten, which costs messages but nothing else.</param>
/// <param name="uncertainty">How far off the clock may be by which times are told.</param>
public sealed class ScheduleMemory(int capacity, TimeSpan uncertainty)
{
    private readonly Dictionary<WorkItem, DateTimeOffset> _due = [];
    private readonly PriorityQueue<WorkItem, DateTimeOffset> _byTime = new();

    /// <summary>
    /// Whether the item comes anyway, no later than wanted. An item due about now may have come already, here or in another process, without this clock showing it;
    /// it does not count, for what is suppressed wrongly is lost.
    /// </summary>
    public bool Covers(WorkItem item, DateTimeOffset wanted, DateTimeOffset now) =>
        _due.TryGetValue(item, out var due) && due > now + uncertainty && due <= wanted;

    /// <summary>The item comes at this time.</summary>
    public void Remember(WorkItem item, DateTimeOffset due)
    {
        _due[item] = due;
        _byTime.Enqueue(item, due);
    }

    /// <summary>Drops what has fallen due, and the earliest of what is too much.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_byTime.TryPeek(out var item, out var due) && (due <= now || _due.Count > capacity || IsSuperseded(item, due)))
        {
            _byTime.Dequeue();
            if (!IsSuperseded(item, due))
                _due.Remove(item);
        }
    }

    /// <summary>The first time on a raster that is not before <paramref name="time"/>: items due about the same time are due together.</summary>
    public static DateTimeOffset RoundUp(DateTimeOffset time, TimeSpan raster) =>
        time.UtcTicks % raster.Ticks is var late and > 0 ? time.AddTicks(raster.Ticks - late) : time;

    private bool IsSuperseded(WorkItem item, DateTimeOffset due) => !_due.TryGetValue(item, out var current) || current != due;
}
