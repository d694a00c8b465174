using System.Collections.Concurrent;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>CPU rates from totals measured at two times.</summary>
internal sealed class UsageRates
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ulong Total)> _last = new(StringComparer.Ordinal);

    /// <summary>Nanoseconds of CPU per second since the measurement before; null when there is none, or it is too near to say anything.</summary>
    public ulong? Rate(string id, DateTimeOffset at, ulong total)
    {
        if (!_last.TryGetValue(id, out var before) || before.Total > total)
        {
            _last[id] = (at, total);
            return null;
        }
        var elapsed = at - before.At;
        if (elapsed < Shortest)
            return null;
        _last[id] = (at, total);
        return (ulong)((total - before.Total) / elapsed.TotalSeconds);
    }

    /// <summary>Forgets what is not in <paramref name="ids"/>.</summary>
    public void KeepOnly(IReadOnlySet<string> ids)
    {
        foreach (var id in _last.Keys.Where(id => !ids.Contains(id)))
            _last.TryRemove(id, out _);
    }
}
