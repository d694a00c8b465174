using System.Collections.Concurrent;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Operations since start, by kind and queue, as a bill would count them: a message of up to 64 KB sent is one, a receive that got nothing is one.</summary>
public sealed class OperationCounts
{
    private readonly ConcurrentDictionary<(string Queue, string Operation), long> _counts = new();

    /// <summary>All operations that count for the bill; refused ones do not.</summary>
    public long Total => _counts.Where(pair => pair.Key.Operation is not ("throttled" or "refused")).Sum(pair => pair.Value);

    /// <summary>Operations of one kind on all queues.</summary>
    public long Of(string operation) => _counts.Where(pair => pair.Key.Operation == operation).Sum(pair => pair.Value);

    /// <summary>Operations of one kind on one queue.</summary>
    public long Of(string queue, string operation) => _counts.GetValueOrDefault((queue, operation));

    /// <summary>By operation.</summary>
    public IReadOnlyDictionary<string, long> ByOperation() =>
        new SortedDictionary<string, long>(_counts.GroupBy(pair => pair.Key.Operation).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)));

    /// <summary>By queue, then by operation.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByQueue() =>
        new SortedDictionary<string, IReadOnlyDictionary<string, long>>(_counts.GroupBy(pair => pair.Key.Queue).ToDictionary(
            group => group.Key,
            group => (IReadOnlyDictionary<string, long>)new SortedDictionary<string, long>(group.ToDictionary(pair => pair.Key.Operation, pair => pair.Value))));

    internal void Add(string queue, string operation, long count = 1) => _counts.AddOrUpdate((queue, operation), count, (_, old) => old + count);
}
