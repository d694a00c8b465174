using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>
/// Keeps one large object from taking the processor: deciding about 5,000 pods takes milliseconds, and every one of them rings when it changes. A key whose
/// decision
/// took long waits five times that long before the next; meanwhile its changes gather. Small keys never wait.
/// </summary>
internal sealed class Pacing(TimeProvider time)
{
    private const double WaitFactor = 5;

    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(3);

    private readonly ConcurrentDictionary<WorkItem, long> _notBefore = new();

    /// <summary>How long the key still has to wait; null when it need not.</summary>
    public TimeSpan? Wait(WorkItem item)
    {
        if (!_notBefore.TryGetValue(item, out var notBefore))
            return null;
        var left = time.GetElapsedTime(time.GetTimestamp(), notBefore);
        if (left > TimeSpan.Zero)
            return left;
        _notBefore.TryRemove(item, out _);
        return null;
    }

    /// <summary>A decision about the key took this long.</summary>
    public void Note(WorkItem item, TimeSpan taken)
    {
        if (taken > Noticeable)
            _notBefore[item] = time.GetTimestamp() + (long)(WaitFactor * taken.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>The key has more to do at once.</summary>
    public void Forget(WorkItem item) => _notBefore.TryRemove(item, out _);
}
