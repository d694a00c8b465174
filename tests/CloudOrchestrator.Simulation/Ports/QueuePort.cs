using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>A process's way to the shared queue.</summary>
internal sealed class QueuePort(SimulatedQueue queue, SimulatedProcess process, LogTroubles troubles) : IWorkQueue
{
    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
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
