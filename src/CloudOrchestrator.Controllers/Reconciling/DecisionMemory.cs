using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>
/// What decisions leave for the next about the same key. Bounded: an object may come to its end without this process hearing of it. When there is too much all is
/// forgotten, which decisions have to bear anyway.
/// </summary>
internal sealed class DecisionMemory(int capacity = 10_000)
{
    private readonly ConcurrentDictionary<WorkItem, object> _left = [];

    public object? Of(WorkItem item) => _left.GetValueOrDefault(item);

    public void Keep(WorkItem item, object? memory)
    {
        if (memory is null)
        {
            // Most decisions leave nothing and nothing was left: a look takes no lock.
            if (_left.ContainsKey(item))
                _left.TryRemove(item, out _);
            return;
        }

        if (_left.Count >= capacity && !_left.ContainsKey(item))
            _left.Clear();
        _left[item] = memory;
    }
}
