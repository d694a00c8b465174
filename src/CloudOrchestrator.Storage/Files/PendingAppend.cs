namespace CloudOrchestrator.Storage.Files;

/// <summary>An append that waits for its group.</summary>
internal sealed class PendingAppend(long expectedHead, IReadOnlyList<LogRecord> records)
    : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long ExpectedHead => expectedHead;

    public IReadOnlyList<LogRecord> Records => records;
}
