namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>The queues as a trigger needs them: receive under a lock, then settle. Safe to use from several threads.</summary>
internal interface IMessageSource
{
    /// <summary>The connection an instance's trigger holds while it listens; waits while the namespace has none left. Cancelled: throws.</summary>
    Task<IDisposable> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>How long a lock lasts.</summary>
    TimeSpan LockDuration(string queue);

    /// <summary>Messages that can be received or are being worked on: what scaling goes by. Scheduled and dead-lettered ones do not count.</summary>
    int ActiveMessages(string queue);

    /// <summary>Locks up to <paramref name="max"/> messages: those there are, else the first to come within <paramref name="wait"/>; none when none came or it was cancelled.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>The message is done with. False when the lock was lost.</summary>
    bool Complete(string queue, ReceivedMessage message);

    /// <summary>The message may be received again, at once. False when the lock was lost.</summary>
    bool Abandon(string queue, ReceivedMessage message);

    /// <summary>Locks for another full duration. False when the lock was lost.</summary>
    bool Renew(string queue, ReceivedMessage message);
}
