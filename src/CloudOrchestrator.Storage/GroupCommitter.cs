using System.Threading.Channels;

namespace CloudOrchestrator.Storage;

/// <summary>Commits all waiting mutations of a stream in one append. Its callers see to it that only one commit runs at a time.</summary>
internal sealed class GroupCommitter(
    IRevisionLog log, Replica replica, ObjectStoreOptions options, TimeProvider time, WriteIds ids, Func<Guid, CancellationToken, Task<bool>> catchUp) : IDisposable
{
    private readonly ObjectEncoding _encoding = new();
    private readonly List<PendingMutation> _taken = [];
    private readonly Announcements _announcements = new(replica.Stream, options, time);
    private readonly LogWriter _writer = new(log, options, time);

    /// <summary>
    /// Takes what waits and stores it: every mutation taken has its result or its exception when this returns, or as soon as it has been told of.
    /// </summary>
    public async Task CommitAsync(ChannelReader<PendingMutation> waiting, CancellationToken cancellationToken)
    {
        _taken.Clear();
        try
        {
            do
                await CommitBatchAsync(waiting, cancellationToken);
            while (_taken.Count > 0);
        }
        catch (Exception exception)
        {
            foreach (var pending in _taken)
                pending.TrySetException(exception);
        }
    }

    /// <summary>Completes when every mutation taken has its result.</summary>
    public Task SettledAsync() => _announcements.SettledAsync();

    public void Dispose() => _encoding.Dispose();

    private async Task CommitBatchAsync(ChannelReader<PendingMutation> waiting, CancellationToken cancellationToken)
    {
        for (var conflicts = 1; conflicts <= options.ConflictsMax; conflicts++)
        {
            var batch = new CommitBatch(replica.Snapshot.State, replica.Owners, _encoding, options, time.GetUtcNow(), ids.Next());
            var applied = Fill(batch, waiting);
            using var span = CommitSpan.Begin(replica.Stream, _taken.Take(applied));
            var stored = batch.Records.Count == 0 || await _writer.AppendAsync(replica.Stream, batch, cancellationToken);
            if (stored)
                batch.Publish(replica);

            // What stands where ours should may yet be ours: an append may have been sent again below us after its reply was lost.
            if (stored || await catchUp(batch.WriteId, cancellationToken))
            {
                _taken.RemoveRange(0, applied);
                _announcements.Complete(batch);
                return;
            }

            await _writer.StepBackAsync(conflicts, batch.WriteId, cancellationToken);
        }

        throw new IOException($"stream {replica.Stream}: other writers came first {options.ConflictsMax} times");
    }

    // Those taken come first; the batch may have become too small for all of them.
    private int Fill(CommitBatch batch, ChannelReader<PendingMutation> waiting)
    {
        var applied = 0;
        while (true)
        {
            if (applied == _taken.Count)
            {
                if (!waiting.TryRead(out var next))
                    return applied;
                _taken.Add(next);
            }

            if (!_taken[applied].Task.IsCompleted && !batch.Apply(_taken[applied]))
                return applied;
            applied++;
        }
    }
}
