using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>Items of a batch whose work has not begun; disposed, those left are counted as dropped.</summary>
internal sealed class WaitingItems : IDisposable
{
    private readonly ConcurrentDictionary<WorkItem, bool> _waiting = new();
    private readonly TimeProvider _time;
    private readonly long _since;

    public WaitingItems(IEnumerable<WorkItem> items, TimeProvider time)
    {
        (_time, _since) = (time, time.GetTimestamp());
        foreach (var item in items)
        {
            if (_waiting.TryAdd(item, true))
                WorkQueueMetrics.Added(item.Controller);
        }
    }

    /// <summary>Work on the item begins.</summary>
    public void Begin(WorkItem item)
    {
        if (_waiting.TryRemove(item, out _))
            WorkQueueMetrics.Begun(item.Controller, _time.GetElapsedTime(_since));
    }

    public void Dispose()
    {
        foreach (var item in _waiting.Keys)
            WorkQueueMetrics.Dropped(item.Controller);
    }
}
