using CloudOrchestrator.Objects;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>A queue as several processes share it: items wait in no order, are doubled and lost at random, delays pass on the test's clock.</summary>
internal sealed class ShakyQueue(TimeProvider time, int seed) : IWorkQueue
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<(WorkItem Item, DateTimeOffset Due)> _waiting = [];

    /// <summary>Of a hundred items, how many are lost and how many come twice.</summary>
    public (int Lost, int Doubled) Percent { get; set; }

    public int Added { get; private set; }

    /// <summary>When the first item falls due; null when there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
                return _waiting.Count == 0 ? null : _waiting.Min(entry => entry.Due);
        }
    }

    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                Added++;
                var dice = _random.Next(100);
                if (dice < Percent.Lost)
                    continue;
                _waiting.Add((item, time.GetUtcNow() + delay));
                if (dice >= 100 - Percent.Doubled)
                    _waiting.Add((item, time.GetUtcNow() + delay));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes some of the items that are due, in any order.</summary>
    public IReadOnlyList<WorkItem> Take(int max)
    {
        lock (_lock)
        {
            var due = _waiting.Where(entry => entry.Due <= time.GetUtcNow()).OrderBy(_ => _random.Next()).Take(max).ToArray();
            foreach (var entry in due)
                _waiting.Remove(entry);
            return [.. due.Select(entry => entry.Item)];
        }
    }

    public Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken) =>
        throw new NotSupportedException("engines are called");
}
