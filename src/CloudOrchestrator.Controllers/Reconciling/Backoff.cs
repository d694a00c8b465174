using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Growing delays for keys that go on failing: 5 ms, doubled each time, at most a minute.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<WorkItem, int> _failures = new();

    /// <summary>Counts a failure and returns how long to wait.</summary>
    public TimeSpan Next(WorkItem item)
    {
        var failures = _failures.AddOrUpdate(item, 1, static (_, count) => count + 1);
        return failures > 14 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (failures - 1)));
    }

    /// <summary>The key has succeeded.</summary>
    public void Forget(WorkItem item) => _failures.TryRemove(item, out _);
}
