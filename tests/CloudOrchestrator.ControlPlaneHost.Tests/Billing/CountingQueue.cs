using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>
/// A queue on virtual time that counts operations as Service Bus bills them: a send, a receive and a completion per message. Long delays fall on a grid of 5 s.
/// </summary>
internal sealed class CountingQueue(TimeProvider time) : IWorkQueue
{
    private static readonly TimeSpan Grid = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<WorkItem, DateTimeOffset> _scheduled = [];
    private readonly PriorityQueue<IReadOnlyList<WorkItem>, DateTimeOffset> _messages = new();

    public long Operations { get; private set; }

    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var due = now + delay;
            if (delay > 2 * Grid && due.UtcTicks % Grid.Ticks is > 0 and var late)
                due = due.AddTicks(Grid.Ticks - late);
            var wanted = delay == TimeSpan.Zero ? items : [.. items.Where(item => !(_scheduled.TryGetValue(item, out var known) && known > now && known <= due))];
            if (wanted.Count == 0)
                return ValueTask.CompletedTask;
            foreach (var item in delay == TimeSpan.Zero ? [] : wanted)
                _scheduled[item] = due;
            Operations++;
            _messages.Enqueue(wanted, due);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The items of a batch of messages that are due; empty when none is.</summary>
    public IReadOnlyList<WorkItem> Take(int messagesMax)
    {
        lock (_lock)
        {
            var items = new List<WorkItem>();
            for (var taken = 0; taken < messagesMax && _messages.TryPeek(out var message, out var due) && due <= time.GetUtcNow(); taken++)
            {
                items.AddRange(message);
                _messages.Dequeue();
                Operations += 2;
            }

            return items;
        }
    }

    public Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken) =>
        throw new NotSupportedException("engines are called");
}
