using CloudOrchestrator.Simulation.Faults;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>
/// The work queue that all processes share: messages are delivered at least once and in no order; what is delivered is locked for a while, and delivered again when its
/// receiver vanishes with it.
/// </summary>
internal sealed class SimulatedQueue(SimulatedProcess service, Random chance, TroubleCount count)
{
    private const int BatchMax = 16;
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(30);

    private readonly List<Message> _messages = [];
    private readonly List<Receiver> _receivers = [];

    /// <summary>Of a hundred additions, how many are lost, doubled, and delayed by up to ten seconds.</summary>
    public (int Lost, int Doubled, int Delayed) Percent { get; set; }

    /// <summary>Takes what a process adds.</summary>
    public void Add(SimulatedProcess sender, IReadOnlyList<WorkItem> items, TimeSpan delay)
    {
        var dice = chance.Next(100);
        if (dice < Percent.Lost + Percent.Doubled + Percent.Delayed)
            count.Add();
        if ((dice -= Percent.Lost) < 0)
        {
            service.World.Trace.Tell(service.World, "queue", $"lost {items.Count} items of {sender.Name}, the first {items[0].Controller} {items[0].Key}");
            return;
        }

        Enqueue(items, delay);
        if ((dice -= Percent.Doubled) < 0)
            Enqueue(items, delay);
        else if (dice - Percent.Delayed < 0)
            _messages[^1].Due += TimeSpan.FromSeconds(chance.NextDouble() * 10);
    }

    /// <summary>Adds items of no sender, as an operator or a bug would.</summary>
    public void Enqueue(IReadOnlyList<WorkItem> items, TimeSpan delay)
    {
        _messages.Add(new Message(items) { Due = service.World.Now + delay });
        service.After(delay, Deliver);
    }

    /// <summary>Delivers to a process, one batch at a time, until it is killed. The items that the handler returns are added again.</summary>
    public void Subscribe(SimulatedProcess process, Func<IReadOnlyList<WorkItem>, Task<IReadOnlyList<WorkItem>>> handler)
    {
        var receiver = new Receiver(process, handler);
        _receivers.Add(receiver);
        process.WhenKilled(() => _receivers.Remove(receiver));
        service.Do(Deliver);
    }

    private void Deliver()
    {
        while (true)
        {
            var now = service.World.Now;
            var free = _receivers.Where(receiver => !receiver.Busy && !receiver.Process.IsPaused).ToArray();
            var due = _messages.Where(message => message.Due <= now && message.LockedUntil <= now).ToArray();
            if (free.Length == 0 || due.Length == 0)
                return;
            chance.Shuffle(due);
            Give(free[chance.Next(free.Length)], due[..Math.Min(due.Length, chance.Next(BatchMax) + 1)]);
        }
    }

    private void Give(Receiver receiver, Message[] messages)
    {
        receiver.Busy = true;
        foreach (var message in messages)
            message.LockedUntil = service.World.Now + LockTime;
        service.After(LockTime, Deliver);
        service.World.Trace.Tell(
            service.World, receiver.Process.Name, () => $"is given {string.Join(", ", messages.SelectMany(message => message.Items).Select(item => $"{item.Controller} {item.Key}"))}");
        receiver.Process.Begin("handling work items", async () =>
        {
            var again = await receiver.Handler([.. messages.SelectMany(message => message.Items)]);
            service.Do(() =>
            {
                receiver.Busy = false;
                foreach (var message in messages)
                    _messages.Remove(message);
                if (again.Count > 0)
                    Enqueue(again, TimeSpan.FromSeconds(1));
                Deliver();
            });
        });
    }

    private sealed class Message(IReadOnlyList<WorkItem> items)
    {
        public IReadOnlyList<WorkItem> Items { get; } = items;

        public DateTimeOffset Due { get; set; }

        public DateTimeOffset LockedUntil { get; set; }
    }

    private sealed class Receiver(SimulatedProcess process, Func<IReadOnlyList<WorkItem>, Task<IReadOnlyList<WorkItem>>> handler)
    {
        public SimulatedProcess Process { get; } = process;

        public Func<IReadOnlyList<WorkItem>, Task<IReadOnlyList<WorkItem>>> Handler { get; } = handler;

        public bool Busy { get; set; }
    }
}
