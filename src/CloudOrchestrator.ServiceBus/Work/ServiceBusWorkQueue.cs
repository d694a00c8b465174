using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// The work queue of several processes: a Service Bus queue. Items travel packed into few messages and are delivered at least once. <see cref="ReceiveAsync"/> is for
/// processes that receive for themselves; in a Functions app the host receives, and the function uses <see cref="WorkMessage"/> and <see cref="Retry"/>.
/// </summary>
public sealed class ServiceBusWorkQueue : IWorkQueue
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusWorkQueueOptions _options;
    private readonly WorkSender _sender;

    /// <summary>Uses a queue of a namespace; it must exist, as must the poison queue.</summary>
    public ServiceBusWorkQueue(ServiceBusClient client, ServiceBusWorkQueueOptions options)
    {
        options.Validate();
        _client = client;
        _options = options;
        _sender = new WorkSender(client, options);
        Retry = new WorkRetry(client, _sender, options);
    }

    /// <summary>Deals with work that failed.</summary>
    public WorkRetry Retry { get; }

    /// <summary>Creates the work queue and the poison queue unless they exist; needs the Manage claim.</summary>
    public static async Task EnsureQueuesAsync(ServiceBusAdministrationClient administration, ServiceBusWorkQueueOptions options, CancellationToken cancellationToken)
    {
        await administration.CreateQueueIfMissingAsync(new CreateQueueOptions(options.Queue), cancellationToken);
        // Looking at poison locks it and gives it back, which counts as a delivery each time.
        await administration.CreateQueueIfMissingAsync(new CreateQueueOptions(options.PoisonQueue) { MaxDeliveryCount = 2000 }, cancellationToken);
    }

    /// <summary>
    /// Adds items. What concurrent callers add goes out in one send. An item this process has scheduled for no later than wanted is not scheduled again. Returns when the
    /// service has taken the items. The token is looked at before anything is done, not after: what was committed rings even when its caller has gone.
    /// </summary>
    /// <exception cref="ServiceBusException">The send failed, after retries; the items may or may not be on the queue.</exception>
    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return items.Count == 0 ? ValueTask.CompletedTask : new ValueTask(_sender.SendAsync(items, delay, 1));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One receiver fetches messages while handlers are free; locks are renewed while items are handled. A message is completed when each of its items was handled
    /// or dealt with by <see cref="Retry"/>. Cancelled, the messages in hand are given back.
    /// </remarks>
    public async Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        using var loop = new WorkReceiver(_client, _options, Retry, handler, concurrency);
        await loop.RunAsync(cancellationToken);
    }
}
