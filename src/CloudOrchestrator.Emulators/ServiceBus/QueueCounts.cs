namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>What a queue holds.</summary>
/// <param name="Active">Messages that are receivable or locked.</param>
/// <param name="Locked">Of these, the locked ones.</param>
/// <param name="Scheduled">Messages for later.</param>
/// <param name="DeadLetter">Dead letters.</param>
/// <param name="SizeInBytes">Size of all of them.</param>
public sealed record QueueCounts(int Active, int Locked, int Scheduled, int DeadLetter, long SizeInBytes)
{
    /// <summary>All messages of the queue.</summary>
    public int Total => Active + Scheduled + DeadLetter;
}
