using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>
/// A process's way to the shared queue. Like production's it remembers what it has scheduled, and does not schedule again what comes anyway: otherwise every change
/// would begin a chain of looks of its own, and chains never end.
/// </summary>
internal sealed class QueuePort(SimulatedQueue queue, SimulatedProcess process, LogTroubles troubles) : IWorkQueue
{
    private const int Remembered = 10_000;

    // What is due about now may have come already.
    private static readonly TimeSpan Uncertainty = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GridFrom = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grid = TimeSpan.FromSeconds(5);

    private readonly ScheduleMemory _scheduled = new(Remembered, Uncertainty);

    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay > TimeSpan.Zero)
        {
            var now = process.World.Now;
            var due = ScheduleMemory.RoundUp(now + delay, delay > GridFrom ? Grid : TimeSpan.FromSeconds(1));
            _scheduled.Forget(now);
            items = [.. items.Where(item => !_scheduled.Covers(item, due, now))];
            foreach (var item in items)
                _scheduled.Remember(item, due);
            if (items.Count == 0)
                return ValueTask.CompletedTask;
            delay = due - now;
        }

        var reply = new Reply<bool>(process, cancellationToken);
        process.After(troubles.Latency(process.Chance), () =>
        {
            queue.Add(process, items, delay);
            reply.SetAfter(troubles.Latency(process.Chance), true);
        });
        return new ValueTask(reply.Task);
    }

    public Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken) =>
        throw new NotSupportedException("these processes are called");
}
