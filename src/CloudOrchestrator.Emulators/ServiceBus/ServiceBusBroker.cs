using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>
/// A Service Bus namespace in memory: queues with scheduled messages, locks, delivery counts and dead letters. All times come from the clock given, waiting
/// receivers are woken by what they wait for. A queue's dead letters are addressed as <c>name/$DeadLetterQueue</c> wherever a queue to receive from is named.
/// Refusals are <see cref="ServiceBusBrokerException"/>. Safe for concurrent use.
/// </summary>
public sealed class ServiceBusBroker : IDisposable
{
    /// <summary>Name of every queue's sub-queue for dead letters.</summary>
    public const string DeadLetterQueue = "$DeadLetterQueue";

    private const int MeteredBytes = 64 * 1024;

    private readonly ServiceBusBrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly Credits _credits;
    private readonly ConcurrentDictionary<string, MessageQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private int _connections;

    /// <summary>A namespace without queues.</summary>
    public ServiceBusBroker(ServiceBusBrokerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _credits = new Credits(options.CreditsPerSecond, time);
    }

    /// <summary>Operations since start.</summary>
    public OperationCounts Operations { get; } = new();

    /// <summary>Brokered connections that are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Names of the queues, sorted.</summary>
    public IReadOnlyList<string> Queues => [.. _queues.Keys.Order(StringComparer.Ordinal)];

    internal ServiceBusBrokerOptions Options => _options;

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Opens a brokered (AMQP) connection; a Functions host instance holds one. REST needs none.</summary>
    public BrokerConnection Connect()
    {
        if (Interlocked.Increment(ref _connections) > _options.Connections)
        {
            Interlocked.Decrement(ref _connections);
            throw new ServiceBusBrokerException(
                BrokerFailure.TooManyConnections, $"the namespace's limit of {_options.Connections} connections ({_options.Tier} tier) is reached");
        }
        return new BrokerConnection(() => Interlocked.Decrement(ref _connections));
    }

    /// <summary>Creates a queue; fails when one of this name exists.</summary>
    public void CreateQueue(string queue, QueueSettings? settings = null)
    {
        Management(queue);
        if (!TryCreate(queue, settings ?? new QueueSettings()))
            throw new ServiceBusBrokerException(BrokerFailure.QueueExists, $"the queue '{queue}' exists already");
    }

    /// <summary>Creates a queue unless it exists.</summary>
    public void EnsureQueue(string queue, QueueSettings? settings = null)
    {
        if (!_queues.ContainsKey(queue))
            TryCreate(queue, settings ?? new QueueSettings());
    }

    /// <summary>Changes the settings of a queue.</summary>
    public void UpdateQueue(string queue, QueueSettings settings)
    {
        Management(queue);
        settings.Validate(_options.Tier);
        var found = Find(queue);
        found.Settings = settings;
        found.DeadLetters.Settings = settings;
    }

    /// <summary>Deletes a queue with all that is in it; receivers waiting there get nothing.</summary>
    public void DeleteQueue(string queue)
    {
        Management(queue);
        if (!_queues.TryRemove(queue, out var found))
            throw NotFound(queue);
        found.Delete();
    }

    /// <summary>Whether a queue exists.</summary>
    public bool QueueExists(string queue) => _queues.ContainsKey(queue);

    /// <summary>The settings of a queue.</summary>
    public QueueSettings Settings(string queue) => Find(queue).Settings;

    /// <summary>When a queue was created.</summary>
    public DateTimeOffset CreatedAt(string queue) => Find(queue).CreatedAt;

    /// <summary>What a queue holds.</summary>
    public QueueCounts Counts(string queue) => Find(queue).Counts();

    /// <summary>Everything in a queue or in its dead-letter queue, without touching it; for tests and eyes.</summary>
    public IReadOnlyList<LockedMessage> Peek(string queue) => Receivable(queue).Peek();

    /// <summary>Sends messages, all or none.</summary>
    public Task SendAsync(string queue, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = Find(queue);
        CheckSizes(queue, messages);
        Spend(queue, Math.Max(1, messages.Count));
        target.Send([.. messages.Select(message => message.MessageId.Length > 0 ? message : message with { MessageId = NewId() })]);
        Operations.Add(queue, "send", Math.Max(Math.Max(1, messages.Count), messages.Sum(message => (message.Size + MeteredBytes - 1) / MeteredBytes)));
        return Task.CompletedTask;
    }

    /// <summary>Locks the first message that is or becomes receivable within <paramref name="wait"/>; null when none does.</summary>
    public async Task<LockedMessage?> PeekLockAsync(string queue, TimeSpan wait, CancellationToken cancellationToken)
    {
        var messages = await ReceiveAsync(queue, 1, false, wait, cancellationToken);
        return messages.Count > 0 ? messages[0] : null;
    }

    /// <summary>Locks up to <paramref name="max"/> messages. Waits only for the first; returns none when there is none within <paramref name="wait"/>.</summary>
    public Task<IReadOnlyList<LockedMessage>> PeekLockBatchAsync(string queue, int max, TimeSpan wait, CancellationToken cancellationToken) =>
        ReceiveAsync(queue, max, false, wait, cancellationToken);

    /// <summary>Takes the first message out of the queue for good; null when there is none within <paramref name="wait"/>.</summary>
    public async Task<LockedMessage?> ReceiveAndDeleteAsync(string queue, TimeSpan wait, CancellationToken cancellationToken)
    {
        var messages = await ReceiveAsync(queue, 1, true, wait, cancellationToken);
        return messages.Count > 0 ? messages[0] : null;
    }

    /// <summary>Removes a locked message.</summary>
    public Task CompleteAsync(string queue, Guid lockToken)
    {
        Settle(queue, "complete", target => target.Complete(lockToken));
        return Task.CompletedTask;
    }

    /// <summary>Gives a locked message back at once; past the maximum delivery count it becomes a dead letter.</summary>
    public Task AbandonAsync(string queue, Guid lockToken)
    {
        Settle(queue, "abandon", target => target.Abandon(lockToken));
        return Task.CompletedTask;
    }

    /// <summary>Prolongs a lock by the queue's lock duration and returns its new end.</summary>
    public Task<DateTimeOffset> RenewAsync(string queue, Guid lockToken)
    {
        var until = default(DateTimeOffset);
        Settle(queue, "renew", target => until = target.Renew(lockToken));
        return Task.FromResult(until);
    }

    /// <summary>Moves a locked message to the dead-letter queue.</summary>
    public Task DeadLetterAsync(string queue, Guid lockToken, string reason, string description)
    {
        Settle(queue, "deadletter", target => target.DeadLetter(lockToken, reason, description));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in _queues.Values)
            queue.Dispose();
    }

    internal static ServiceBusBrokerException NotFound(string queue) => new(BrokerFailure.QueueNotFound, $"The messaging entity '{queue}' could not be found.");

    /// <summary>Counts a management read.</summary>
    internal void CountManagement(string queue) => Management(queue);

    /// <summary>Settles a message named by number or id, as REST does.</summary>
    internal void Settle(string queue, string numberOrId, Guid lockToken, string operation, Action<MessageQueue, Guid> action) =>
        Settle(queue, operation, target => action(target, target.Match(numberOrId, lockToken)));

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string MainName(string queue) =>
        queue.EndsWith("/" + DeadLetterQueue, StringComparison.OrdinalIgnoreCase) ? queue[..^(DeadLetterQueue.Length + 1)] : queue;

    private void Settle(string queue, string operation, Action<MessageQueue> action)
    {
        var target = Receivable(queue);
        Spend(queue, 1);
        action(target);
        Operations.Add(queue, operation);
    }

    private async Task<IReadOnlyList<LockedMessage>> ReceiveAsync(string queue, int max, bool destructive, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var target = Receivable(queue);
        Spend(queue, 1);
        var (messages, waiter) = target.Take(max, destructive, wait > TimeSpan.Zero, _options.MaxConcurrentReceives);
        if (waiter is not null)
        {
            using var timeout = new CancellationTokenSource(wait, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            using var registration = stop.Token.Register(() => target.StopWaiting(waiter));
            messages = await waiter.Task;
        }
        Operations.Add(queue, messages.Count > 0 ? "receive" : "receive-empty", Math.Max(1, messages.Count));
        // What is locked already is handed over even to a caller who gave up: dropping it here would hide it until its lock ends.
        if (messages.Count == 0)
            cancellationToken.ThrowIfCancellationRequested();
        return messages;
    }

    private void CheckSizes(string queue, IReadOnlyList<BrokerMessage> messages)
    {
        if (messages.FirstOrDefault(message => message.PropertiesSize > _options.MaxPropertiesBytes) is { } bloated)
        {
            Operations.Add(queue, "refused");
            throw new ServiceBusBrokerException(
                BrokerFailure.MessageTooLarge, $"the properties of a message are {bloated.PropertiesSize} bytes, at most {_options.MaxPropertiesBytes} are allowed");
        }
        var size = messages.Sum(message => message.Size);
        if (size <= _options.MaxMessageBytes)
            return;
        Operations.Add(queue, "refused");
        throw new ServiceBusBrokerException(
            BrokerFailure.MessageTooLarge, $"the {(messages.Count == 1 ? "message" : "batch")} is {size} bytes, at most {_options.MaxMessageBytes} are allowed");
    }

    private bool TryCreate(string queue, QueueSettings settings)
    {
        settings.Validate(_options.Tier);
        if (queue.Length is 0 or > 260 || queue.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '~')) || !char.IsAsciiLetterOrDigit(queue[0]))
        {
            throw new ServiceBusBrokerException(
                BrokerFailure.InvalidRequest, $"'{queue}' is not a queue name: up to 260 letters, digits and . - _ / ~, beginning with a letter or digit");
        }
        if (_queues.Count >= _options.MaxQueues)
            throw new ServiceBusBrokerException(BrokerFailure.QuotaExceeded, $"the namespace has {_options.MaxQueues} queues, no more are allowed");
        var made = new MessageQueue(queue, settings, _time);
        if (_queues.TryAdd(queue, made))
            return true;
        made.Dispose();
        return false;
    }

    private void Management(string queue)
    {
        Spend(queue, Credits.Management);
        Operations.Add(queue, "manage");
    }

    private void Spend(string queue, int credits)
    {
        try
        {
            _credits.Spend(credits);
        }
        catch (ServiceBusBrokerException)
        {
            Operations.Add(queue, "throttled");
            throw;
        }
    }

    private MessageQueue Receivable(string queue)
    {
        var main = MainName(queue);
        var found = Find(main);
        return main.Length == queue.Length ? found : found.DeadLetters;
    }

    private MessageQueue Find(string queue) => _queues.TryGetValue(queue, out var found) ? found : throw NotFound(queue);
}
