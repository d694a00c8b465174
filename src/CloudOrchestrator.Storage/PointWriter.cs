using System.Diagnostics;
using System.Threading.Channels;

namespace CloudOrchestrator.Storage;

/// <summary>
/// Commits mutations of a stream that is not open: reads the head and the objects concerned, decides, appends. What waits is committed together, so that
/// writers of one process do not come into each other's way.
/// </summary>
internal sealed class PointWriter : IMutationQueue, IAsyncDisposable
{
    private readonly string _stream;
    private readonly IRevisionLog _log;
    private readonly IPointReads _points;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly WriteIds _ids;
    private readonly Func<string, Task> _stored;
    private readonly ReplicaIndexes _indexes;
    private readonly LogWriter _writer;
    private readonly Announcements _announcements;
    private readonly ObjectEncoding _encoding = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<PendingMutation> _queue = Channel.CreateUnbounded<PendingMutation>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<PendingMutation> _taken = [];
    private readonly Task _loop;

    /// <summary>A writer of a stream; <paramref name="stored"/> is awaited after each append, before its mutations are answered.</summary>
    public PointWriter(
        string stream, IRevisionLog log, IPointReads points, ObjectStoreOptions options, TimeProvider time, WriteIds ids, Func<string, Task> stored)
    {
        (_stream, _log, _points, _options, _time, _ids, _stored) = (stream, log, points, options, time, ids, stored);
        _indexes = new ReplicaIndexes(options.IndexesOf(stream));
        _writer = new LogWriter(log, options, time);
        _announcements = new Announcements(stream, options, time);
        _loop = OnContext.Run(CommitLoopAsync);
    }

    public Task<MutationResult> MutateAsync(PendingMutation mutation)
    {
        if (!_queue.Writer.TryWrite(mutation))
            mutation.TrySetException(new ObjectDisposedException(nameof(ObjectStore)));
        return mutation.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await OnContext.CancelAsync(_closing);
        await _loop;
        await _announcements.SettledAsync();
        while (_queue.Reader.TryRead(out var pending))
            pending.TrySetException(new ObjectDisposedException(nameof(ObjectStore)));
        _encoding.Dispose();
        _closing.Dispose();
    }

    private async Task CommitLoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync() && !_closing.IsCancellationRequested)
        {
            while (_taken.Count < _options.BatchRecordsMax && _queue.Reader.TryRead(out var pending))
                _taken.Add(pending);
            try
            {
                while (_taken.Count > 0)
                    await CommitBatchAsync(_closing.Token);
            }
            catch (Exception exception)
            {
                foreach (var pending in _taken)
                    pending.TrySetException(exception);
                _taken.Clear();
            }
        }
    }

    private async Task CommitBatchAsync(CancellationToken cancellationToken)
    {
        using var span = CommitSpan.Begin(_stream, _taken);
        for (var conflicts = 1; conflicts <= _options.ConflictsMax; conflicts++)
        {
            var writeId = _ids.Next();
            if (await ReadAsync(cancellationToken) is { } state)
            {
                var owners = new OwnerChanges(state.Revision, 1, _indexes);
                var batch = new CommitBatch(state, owners, _encoding, _options, _time.GetUtcNow(), writeId);
                var applied = _taken.FindIndex(pending => !pending.Task.IsCompleted && !batch.Apply(pending)) is var rest && rest < 0 ? _taken.Count : rest;
                if (batch.Records.Count == 0 || await IsStoredAsync(batch, cancellationToken))
                {
                    if (batch.Records.Count > 0)
                        await _stored(_stream);
                    _taken.RemoveRange(0, applied);
                    _announcements.Complete(batch);
                    return;
                }
            }

            await _writer.StepBackAsync(conflicts, writeId, cancellationToken);
        }

        throw new IOException($"stream {_stream}: other writers came first {_options.ConflictsMax} times");
    }

    /// <summary>
    /// The objects concerned, all as they were at one head; null when something came between. An object read after the head and not newer than it is the object
    /// as of that head.
    /// </summary>
    private async Task<ReplicaState?> ReadAsync(CancellationToken cancellationToken)
    {
        var head = await LogLatency.OfAsync("head", _stream, Stopwatch.GetTimestamp(), _log.HeadAsync(_stream, cancellationToken));
        var keys = _taken.Select(pending => pending.Key).Distinct();
        var records = await Task.WhenAll(keys.Select(key =>
            LogLatency.OfAsync("get", _stream, Stopwatch.GetTimestamp(), _points.ReadObjectAsync(_stream, key, cancellationToken))));
        var working = new ReplicaStateEditor(ReplicaState.Empty(_indexes));
        foreach (var record in records.OfType<LogRecord>())
        {
            if (record.Revision > head)
                return null;
            working.Apply(head, null, _indexes.Read(record.Key, record.Revision, record.Value));
        }

        working.AdvanceTo(head);
        return working.Freeze();
    }

    // What stands where ours should may yet be ours, its reply lost.
    private async Task<bool> IsStoredAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        if (await _writer.AppendAsync(_stream, batch, cancellationToken))
            return true;
        var read = await _log.ReadAsync(_stream, batch.ExpectedHead, 1, cancellationToken);
        return read.Records is [var record] && record.WriteId == batch.WriteId;
    }
}
