using System.Threading.Channels;

namespace CloudOrchestrator.Storage;

/// <summary>Commits all waiting mutations of a stream in one append. Its callers see to it that only one commit runs at a time.</summary>
internal sealed class GroupCommitter(
    IRevisionLog log, Replica replica, ObjectStoreOptions options, TimeProvider time, WriteIds ids, Func<CancellationToken, Task> catchUp) : IDisposable
{
    private readonly ObjectEncoding _encoding = new();
    private readonly List<PendingMutation> _taken = [];

    /// <summary>Takes what waits and settles it: every mutation taken has its result or its exception when this returns.</summary>
    public async Task CommitAsync(ChannelReader<PendingMutation> waiting, CancellationToken cancellationToken)
    {
        _taken.Clear();
        try
        {
            await CommitTakenAsync(waiting, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var pending in _taken)
                pending.TrySetException(exception);
        }
    }

    public void Dispose() => _encoding.Dispose();

    private async Task CommitTakenAsync(ChannelReader<PendingMutation> waiting, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < options.ConflictsMax; conflicts++)
        {
            var batch = new CommitBatch(replica, _encoding, time.GetUtcNow(), ids.Next());
            foreach (var pending in _taken)
            {
                if (!pending.Task.IsCompleted)
                    batch.Apply(pending);
            }

            while (batch.Records.Count < options.BatchRecordsMax && batch.Bytes < options.BatchBytesMax && waiting.TryRead(out var pending))
            {
                if (pending.Task.IsCompleted)
                    continue;
                _taken.Add(pending);
                batch.Apply(pending);
            }

            if (batch.Records.Count == 0 || await AppendAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                batch.Complete(replica);
                return;
            }

            await catchUp(cancellationToken).ConfigureAwait(false);
        }

        throw new IOException($"stream {replica.Stream}: other writers came first {options.ConflictsMax} times");
    }

    /// <summary>
    /// True when the batch is stored, false when another writer came first. While the outcome is unknown the identical batch is sent again:
    /// whichever copy arrives first is the one that counts, and a conflict then tells whose record stands where ours should.
    /// </summary>
    private async Task<bool> AppendAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        var delay = options.AppendRetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await log.AppendAsync(replica.Stream, batch.ExpectedHead, batch.Records, cancellationToken).ConfigureAwait(false) == AppendOutcome.Stored)
                    return true;
                if (attempt == 1)
                    return false;
                return await IsOursAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (attempt < options.AppendAttemptsMax && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
                delay *= 2;
            }
        }
    }

    private async Task<bool> IsOursAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        var read = await log.ReadAsync(replica.Stream, batch.ExpectedHead, 1, cancellationToken).ConfigureAwait(false);
        return read.Records is [var record] && record.WriteId == batch.WriteId;
    }
}
