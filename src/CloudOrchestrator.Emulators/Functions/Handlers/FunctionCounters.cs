using System.Collections.Concurrent;

namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>Executions per function since start.</summary>
internal sealed class FunctionCounters
{
    private readonly ConcurrentDictionary<string, Counts> _functions = new(StringComparer.Ordinal);

    /// <summary>Executions and failures by function, in order of names.</summary>
    public IReadOnlyList<(string Function, long Executions, long Failures, long Messages)> All =>
        [.. _functions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, Interlocked.Read(ref pair.Value.Executions), Interlocked.Read(ref pair.Value.Failures), Interlocked.Read(ref pair.Value.Messages)))];

    /// <summary>A function ran.</summary>
    public void Count(string function, bool succeeded, int messages = 0)
    {
        var counts = _functions.GetOrAdd(function, _ => new Counts());
        Interlocked.Increment(ref counts.Executions);
        Interlocked.Add(ref counts.Messages, messages);
        if (!succeeded)
            Interlocked.Increment(ref counts.Failures);
    }

    private sealed class Counts
    {
        public long Executions;
        public long Failures;
        public long Messages;
    }
}
