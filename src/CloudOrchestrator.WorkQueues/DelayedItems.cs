namespace CloudOrchestrator.WorkQueues;

/// <summary>Items that are not due yet. An item is held once, at the earliest of its times. Not safe for concurrent use.</summary>
internal sealed class DelayedItems
{
    private readonly PriorityQueue<WorkItem, DateTimeOffset> _byTime = new();
    private readonly Dictionary<WorkItem, DateTimeOffset> _due = [];

    public int Count => _due.Count;

    /// <summary>When the first item falls due; null when there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DropSuperseded();
            return _byTime.TryPeek(out _, out var due) ? due : null;
        }
    }

    public void Add(WorkItem item, DateTimeOffset due)
    {
        if (_due.TryGetValue(item, out var known) && known <= due)
            return;
        _due[item] = due;
        _byTime.Enqueue(item, due);
    }

    public void Remove(WorkItem item) => _due.Remove(item);

    /// <summary>Takes out the first item that is due.</summary>
    public bool TryTake(DateTimeOffset now, out WorkItem item)
    {
        DropSuperseded();
        if (!_byTime.TryPeek(out item, out var due) || due > now)
            return false;
        _byTime.Dequeue();
        _due.Remove(item);
        return true;
    }

    private void DropSuperseded()
    {
        while (_byTime.TryPeek(out var item, out var due) && (!_due.TryGetValue(item, out var wanted) || wanted != due))
            _byTime.Dequeue();
    }
}
