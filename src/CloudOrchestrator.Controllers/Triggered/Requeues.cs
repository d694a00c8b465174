using System.Collections.Concurrent;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>Looks that fall due later, gathered so that those due together are added together.</summary>
internal sealed class Requeues
{
    private readonly ConcurrentDictionary<WorkItem, TimeSpan> _delays = new();
    private readonly ConcurrentDictionary<WorkItem, TimeSpan> _exact = new();

    /// <summary>The item is due after a delay, or earlier if that was said before.</summary>
    public void Add(WorkItem item, TimeSpan delay) => _delays.AddOrUpdate(item, delay, (_, known) => known < delay ? known : delay);

    /// <summary>The item is due after precisely this delay.</summary>
    public void AddExactly(WorkItem item, TimeSpan delay) => _exact[item] = delay;

    /// <summary>Adds them to the queue, whole seconds together.</summary>
    public async Task SendAsync(IWorkQueue queue, CancellationToken cancellationToken)
    {
        foreach (var group in InOrder(_delays).GroupBy(entry => RoundUp(entry.Value), entry => entry.Key))
            await queue.AddAsync([.. group], group.Key, cancellationToken);
        foreach (var (item, delay) in InOrder(_exact))
            await queue.AddAsync([item], delay, cancellationToken);
    }

    // The same items make the same messages wherever they are handled.
    private static IEnumerable<KeyValuePair<WorkItem, TimeSpan>> InOrder(IEnumerable<KeyValuePair<WorkItem, TimeSpan>> delays) =>
        delays.OrderBy(entry => entry.Key.Controller, StringComparer.Ordinal).ThenBy(entry => entry.Key.Key);

    private static TimeSpan RoundUp(TimeSpan delay) => TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
}
