using System.Security.Cryptography;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A queue or a dead-letter sub-queue. One timer stands on whatever falls due next: a scheduled message, a lock, a time to live.</summary>
internal sealed class MessageQueue : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly MessageQueue? _deadLetters;
    private readonly SortedDictionary<long, StoredMessage> _ready = [];
    private readonly Dictionary<Guid, StoredMessage> _locked = [];
    private readonly Dictionary<long, BrokerMessage> _scheduled = [];
    private readonly PriorityQueue<Due, DateTimeOffset> _dues = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly ITimer _timer;
    private long _lastSequenceNumber;
    private long _size;
    private bool _isDeleted;

    public MessageQueue(string name, QueueSettings settings, TimeProvider time)
        : this(name, settings, time, new MessageQueue(name, settings, time, null))
    {
    }

    private MessageQueue(string name, QueueSettings settings, TimeProvider time, MessageQueue? deadLetters)
    {
        _name = name;
        Settings = settings;
        _time = time;
        CreatedAt = time.GetUtcNow();
        _deadLetters = deadLetters;
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum DueKind
    {
        Schedule,
        Lock,
        Expiry,
    }

    public QueueSettings Settings { get; set; }

    public DateTimeOffset CreatedAt { get; }

    public MessageQueue DeadLetters => _deadLetters ?? throw new ServiceBusBrokerException(
        BrokerFailure.InvalidRequest, $"a dead-letter queue has no dead-letter queue: {_name}");

    public bool IsDeadLetterQueue => _deadLetters is null;

    public QueueCounts Counts()
    {
        var dead = _deadLetters?.Counts();
        lock (_gate)
        {
            MoveDue();
            return new QueueCounts(_ready.Count + _locked.Count, _locked.Count, _scheduled.Count, dead?.Active ?? 0, _size + (dead?.SizeInBytes ?? 0));
        }
    }

    /// <summary>Everything in the queue, in order, scheduled messages last (with no sequence number of their own yet).</summary>
    public IReadOnlyList<LockedMessage> Peek()
    {
        lock (_gate)
        {
            MoveDue();
            return
            [
                .. _ready.Values.Concat(_locked.Values).OrderBy(message => message.SequenceNumber).Select(message => message.ToDelivery()),
                .. _scheduled.OrderBy(pair => pair.Value.ScheduledEnqueueTime).ThenBy(pair => pair.Key)
                    .Select(pair => new LockedMessage(pair.Value, pair.Key, pair.Key, 0, default, default, default, default, null)),
            ];
        }
    }

    public void Send(IReadOnlyList<BrokerMessage> messages)
    {
        lock (_gate)
        {
            RequireExists();
            MoveDue();
            var size = messages.Sum(message => message.Size);
            if (_size + size > Settings.MaxSizeInMegabytes * 1024L * 1024L)
                throw new ServiceBusBrokerException(BrokerFailure.QuotaExceeded, $"queue '{_name}' has reached its quota of {Settings.MaxSizeInMegabytes} MB");
            _size += size;
            var now = _time.GetUtcNow();
            foreach (var message in messages)
                Add(message, now);
            ServeWaiters(now);
            ArmTimer(now);
        }
    }

    /// <summary>Takes what is there; a waiter to be awaited when there is nothing and <paramref name="mayWait"/>.</summary>
    public (IReadOnlyList<LockedMessage> Messages, Waiter? Waiter) Take(int max, bool destructive, bool mayWait, int waiters)
    {
        lock (_gate)
        {
            RequireExists();
            MoveDue();
            var now = _time.GetUtcNow();
            var messages = TakeReady(max, destructive, now);
            if (messages.Count > 0 || !mayWait)
            {
                ArmTimer(now);
                return (messages, null);
            }
            if (_waiters.Count >= waiters)
                throw new ServiceBusBrokerException(BrokerFailure.QuotaExceeded, $"queue '{_name}' has {waiters} receivers waiting, no more are allowed");
            var waiter = new Waiter(max, destructive);
            _waiters.AddLast(waiter);
            return ([], waiter);
        }
    }

    public void StopWaiting(Waiter waiter)
    {
        lock (_gate)
        {
            if (_waiters.Remove(waiter))
                waiter.Serve([]);
        }
    }

    public void Complete(Guid lockToken)
    {
        lock (_gate)
            Forget(Unlock(lockToken));
    }

    public void Abandon(Guid lockToken)
    {
        lock (_gate)
        {
            var message = Unlock(lockToken);
            var now = _time.GetUtcNow();
            GiveBack(message, now);
            ServeWaiters(now);
            ArmTimer(now);
        }
    }

    public DateTimeOffset Renew(Guid lockToken)
    {
        lock (_gate)
        {
            var message = Locked(lockToken);
            var now = _time.GetUtcNow();
            Lease(message, now);
            ArmTimer(now);
            return message.LockedUntil;
        }
    }

    public void DeadLetter(Guid lockToken, string reason, string description)
    {
        lock (_gate)
            Bury(Unlock(lockToken), reason, description);
    }

    /// <summary>The token of a locked message, by its number or id and the token the caller claims to have; the pair must match.</summary>
    public Guid Match(string numberOrId, Guid lockToken)
    {
        lock (_gate)
        {
            var message = Locked(lockToken);
            if (message.SequenceNumber.ToString() != numberOrId && message.Message.MessageId != numberOrId)
                throw LockLost(lockToken);
            return lockToken;
        }
    }

    /// <summary>Ends the queue: its messages are gone, its waiting receivers get nothing, later calls fail.</summary>
    public void Delete()
    {
        _deadLetters?.Delete();
        lock (_gate)
        {
            _isDeleted = true;
            _ready.Clear();
            _locked.Clear();
            _scheduled.Clear();
            foreach (var waiter in _waiters)
                waiter.Serve([]);
            _waiters.Clear();
        }
        Dispose();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _deadLetters?.Dispose();
    }

    private static Guid NewToken()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }

    private static ServiceBusBrokerException LockLost(Guid token) => new(
        BrokerFailure.LockLost, $"the lock {token} is invalid: it expired, was given back, or the message is no longer in the queue");

    private void OnTimer()
    {
        lock (_gate)
        {
            if (_isDeleted)
                return;
            MoveDue();
            var now = _time.GetUtcNow();
            ServeWaiters(now);
            ArmTimer(now);
        }
    }

    private void RequireExists()
    {
        if (_isDeleted)
            throw ServiceBusBroker.NotFound(_name);
    }

    private void Add(BrokerMessage message, DateTimeOffset now)
    {
        var number = ++_lastSequenceNumber;
        if (message.ScheduledEnqueueTime is { } time && time > now)
        {
            _scheduled.Add(number, message);
            _dues.Enqueue(new Due(DueKind.Schedule, number, default), time);
            return;
        }
        MakeReady(message, number, number, now);
    }

    private void MakeReady(BrokerMessage message, long number, long enqueuedNumber, DateTimeOffset enqueued)
    {
        var timeToLive = message.TimeToLive is { } wanted && wanted < Settings.DefaultMessageTimeToLive ? wanted : Settings.DefaultMessageTimeToLive;
        var expires = DateTimeOffset.MaxValue - enqueued > timeToLive ? enqueued + timeToLive : DateTimeOffset.MaxValue;
        _ready.Add(number, new StoredMessage(message, number, enqueued, expires) { EnqueuedSequenceNumber = enqueuedNumber });
        _dues.Enqueue(new Due(DueKind.Expiry, number, default), expires);
    }

    private List<LockedMessage> TakeReady(int max, bool destructive, DateTimeOffset now)
    {
        var taken = new List<LockedMessage>();
        while (taken.Count < max && _ready.Count > 0)
        {
            var (number, message) = _ready.First();
            _ready.Remove(number);
            message.DeliveryCount++;
            if (destructive)
            {
                Forget(message);
            }
            else
            {
                message.LockToken = NewToken();
                _locked.Add(message.LockToken, message);
                Lease(message, now);
            }
            taken.Add(message.ToDelivery());
        }
        return taken;
    }

    private void Lease(StoredMessage message, DateTimeOffset now)
    {
        message.LockedUntil = now + Settings.LockDuration;
        _dues.Enqueue(new Due(DueKind.Lock, message.SequenceNumber, message.LockToken), message.LockedUntil);
    }

    private void ServeWaiters(DateTimeOffset now)
    {
        while (_ready.Count > 0 && _waiters.First is { } first)
        {
            _waiters.RemoveFirst();
            first.Value.Serve(TakeReady(first.Value.Max, first.Value.Destructive, now));
        }
    }

    private StoredMessage Locked(Guid lockToken)
    {
        RequireExists();
        MoveDue();
        return _locked.TryGetValue(lockToken, out var message) ? message : throw LockLost(lockToken);
    }

    private StoredMessage Unlock(Guid lockToken)
    {
        var message = Locked(lockToken);
        _locked.Remove(lockToken);
        message.LockToken = Guid.Empty;
        return message;
    }

    private void Forget(StoredMessage message) => _size -= message.Message.Size;

    private void GiveBack(StoredMessage message, DateTimeOffset now)
    {
        if (!IsDeadLetterQueue && message.DeliveryCount >= Settings.MaxDeliveryCount)
            Bury(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {Settings.MaxDeliveryCount} delivery attempts.");
        else if (!IsDeadLetterQueue && message.ExpiresAt <= now)
            Expire(message);
        else
            _ready.Add(message.SequenceNumber, message);
    }

    private void Expire(StoredMessage message)
    {
        if (Settings.DeadLetteringOnMessageExpiration)
            Bury(message, "TTLExpiredException", "The message expired and was dead lettered.");
        else
            Forget(message);
    }

    private void Bury(StoredMessage message, string reason, string description)
    {
        Forget(message);
        DeadLetters.Receive(message, new Dictionary<string, object>(message.Message.Properties)
        {
            ["DeadLetterReason"] = reason,
            ["DeadLetterErrorDescription"] = description,
        });
    }

    /// <summary>Takes a dead letter in. Called under the owning queue's lock; the two locks are only ever taken in this order.</summary>
    private void Receive(StoredMessage message, Dictionary<string, object> properties)
    {
        lock (_gate)
        {
            var number = ++_lastSequenceNumber;
            var stored = new StoredMessage(message.Message with { Properties = properties }, number, message.EnqueuedTime, message.ExpiresAt)
            {
                EnqueuedSequenceNumber = message.SequenceNumber,
                DeliveryCount = message.DeliveryCount,
                DeadLetterSource = _name,
            };
            _ready.Add(number, stored);
            _size += stored.Message.Size;
            var now = _time.GetUtcNow();
            ServeWaiters(now);
            ArmTimer(now);
        }
    }

    private void MoveDue()
    {
        var now = _time.GetUtcNow();
        while (_dues.TryPeek(out var due, out var at) && at <= now)
        {
            _dues.Dequeue();
            switch (due.Kind)
            {
                case DueKind.Schedule when _scheduled.Remove(due.Number, out var scheduled):
                    MakeReady(scheduled, ++_lastSequenceNumber, due.Number, at);
                    break;
                case DueKind.Lock when _locked.TryGetValue(due.Token, out var locked) && locked.LockedUntil <= now:
                    GiveBack(Release(locked), now);
                    break;
                case DueKind.Expiry when _ready.Remove(due.Number, out var ready):
                    Expire(ready);
                    break;
            }
        }
    }

    private StoredMessage Release(StoredMessage message)
    {
        _locked.Remove(message.LockToken);
        message.LockToken = Guid.Empty;
        return message;
    }

    private void ArmTimer(DateTimeOffset now)
    {
        if (_isDeleted || !_dues.TryPeek(out _, out var at))
            return;
        var wait = at - now;
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait, Timeout.InfiniteTimeSpan);
    }

    private readonly record struct Due(DueKind Kind, long Number, Guid Token);
}
