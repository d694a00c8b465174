using System.Diagnostics;

namespace CloudOrchestrator.Storage;

/// <summary>Appends batches to a log that may fail without saying what became of an append, and that others may write to.</summary>
internal sealed class LogWriter(IRevisionLog log, ObjectStoreOptions options, TimeProvider time)
{
    private const int ConflictsWithoutDelay = 2;
    private static readonly TimeSpan DelayUnit = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan DelayMax = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// True when the batch is stored. False when a record stands where it should: another writer's, or this very batch's, had its reply been lost. While the
    /// outcome is unknown the identical batch is sent again: whichever copy arrives first is the one that counts.
    /// </summary>
    public async Task<bool> AppendAsync(string stream, CommitBatch batch, CancellationToken cancellationToken)
    {
        var delay = options.AppendRetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var append = LogLatency.OfAsync(
                    "append", stream, Stopwatch.GetTimestamp(), log.AppendAsync(stream, batch.ExpectedHead, batch.Records, cancellationToken));
                return await append == AppendOutcome.Stored;
            }
            catch (Exception exception) when (
                exception is not StorageUnavailableException && attempt < options.AppendAttemptsMax && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(delay, time, cancellationToken);
                delay *= 2;
            }
        }
    }

    /// <summary>Where other writers keep coming first, waits a little, each writer differently long.</summary>
    public async Task StepBackAsync(int conflicts, Guid writeId, CancellationToken cancellationToken)
    {
        if (!options.SharedLog || conflicts <= ConflictsWithoutDelay)
            return;
        var most = Math.Min(DelayMax.Ticks, DelayUnit.Ticks << Math.Min(conflicts - ConflictsWithoutDelay, 10));

        // Write ids differ between processes and from append to append.
        var share = (uint)writeId.GetHashCode() / (double)uint.MaxValue;
        await Task.Delay(TimeSpan.FromTicks((long)(most * share)), time, cancellationToken);
    }
}
