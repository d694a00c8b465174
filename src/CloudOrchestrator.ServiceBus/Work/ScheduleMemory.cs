using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// What this process has scheduled. The Basic tier does not detect duplicates, and every reconcile asks to be called again: without this, each doorbell would start
/// a chain of requeues of its own, and chains would never end. Not safe for concurrent use.
/// </summary>
internal sealed class ScheduleMemory(int capacity)
{
    private readonly Dictionary<WorkItem, DateTimeOffset> _due = [];
    private readonly PriorityQueue<WorkItem, DateTimeOffset> _byTime = new();

    /// <summary>
    /// Whether the item comes anyway, no later than wanted. An item due about now may have come already, here or in another process, without this clock showing it;
    /// it does not count, for what is suppressed wrongly is lost.
    /// </summary>
    public bool Covers(WorkItem item, DateTimeOffset wanted, DateTimeOffset now) =>
        _due.TryGetValue(item, out var due) && due > now + ServiceClock.Uncertainty && due <= wanted;

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

    private bool IsSuperseded(WorkItem item, DateTimeOffset due) => !_due.TryGetValue(item, out var current) || current != due;
}
