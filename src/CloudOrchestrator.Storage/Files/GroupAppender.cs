namespace CloudOrchestrator.Storage.Files;

/// <summary>Takes the appends of a stream and writes those that wait together: one frame, one flush.</summary>
internal sealed class GroupAppender(string folder, FileLogOptions options, SegmentWriter? writer, HeadSignal head, Action<Segment> segmentAdded)
    : IAsyncDisposable
{
    private const int FrameBytesKept = 1 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<PendingAppend> _pending = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingAppend> _group = [];
    private FrameWriter _frame = new();
    private SegmentWriter? _writer = writer;
    private bool _flushing;
    private bool _disposed;
    private Exception? _failed;

    public Task<AppendOutcome> AppendAsync(long expectedHead, IReadOnlyList<LogRecord> records)
    {
        var append = new PendingAppend(expectedHead, records);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _pending.Enqueue(append);
            if (_flushing)
                return append.Task;
            _flushing = true;
        }

        // The first to come writes at once; those who come while it does share the next flush.
        FlushGroup();
        return append.Task;
    }

    /// <summary>Finishes the appends already accepted and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        bool flushing;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            flushing = _flushing;
        }

        if (flushing)
            await _idle.Task;
        Close();
    }

    private void FlushGroup()
    {
        TakeGroup();
        WriteGroup();
        lock (_lock)
        {
            _flushing = _pending.Count > 0;
            if (!_flushing)
            {
                if (_disposed)
                    _idle.SetResult();
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static appender => appender.FlushGroup(), this, preferLocal: false);
    }

    private void TakeGroup()
    {
        var bytes = 0L;
        _group.Clear();
        lock (_lock)
        {
            while (bytes < options.GroupBytesMax && _pending.TryDequeue(out var append))
            {
                _group.Add(append);
                foreach (var record in append.Records)
                    bytes += record.Value.Length + 200;
            }
        }
    }

    private void WriteGroup()
    {
        var tentative = head.Head;
        var stored = new bool[_group.Count];
        try
        {
            if (_failed is not null)
                throw new IOException($"{folder}: an earlier write failed and the log could not be brought back to a known state; open it again", _failed);
            tentative = EncodeGroup(stored, out var time);
            if (tentative > head.Head)
                WriteFrame(head.Head + 1, time);
        }
        catch (Exception exception)
        {
            foreach (var append in _group)
                append.SetException(exception);
            return;
        }

        if (_frame.Size > FrameBytesKept)
            _frame = new FrameWriter();
        head.Advance(tentative);
        for (var i = 0; i < _group.Count; i++)
            _group[i].SetResult(stored[i] ? AppendOutcome.Stored : AppendOutcome.Conflict);
    }

    /// <summary>Puts the appends that follow one another into the frame; the others conflict. Returns the head after them.</summary>
    private long EncodeGroup(bool[] stored, out DateTimeOffset time)
    {
        var tentative = head.Head;
        time = default;
        _frame.Start(tentative + 1);
        for (var i = 0; i < _group.Count; i++)
        {
            if (_group[i].ExpectedHead != tentative)
                continue;
            stored[i] = true;
            foreach (var record in _group[i].Records)
                _frame.Add(record);
            tentative += _group[i].Records.Count;
            time = _group[i].Records[^1].Time;
        }

        return tentative;
    }

    private void WriteFrame(long firstRevision, DateTimeOffset lastTime)
    {
        var current = WriterFor(firstRevision);
        try
        {
            current.Write(_frame, firstRevision, lastTime);
        }
        catch (Exception exception)
        {
            RollBack(current, exception);
            throw;
        }
    }

    private SegmentWriter WriterFor(long firstRevision)
    {
        if (_writer is { } current && current.Segment.End < options.SegmentBytes)
            return current;
        DurableFiles.CreateDirectory(folder);
        _writer?.Seal();
        var next = SegmentWriter.Create(folder, firstRevision);
        _writer?.Dispose();
        _writer = next;
        segmentAdded(next.Segment);
        return next;
    }

    // When even cutting off fails, what the file holds is unknown until it is scanned again, so nothing more may be written after it.
    private void RollBack(SegmentWriter current, Exception cause)
    {
        try
        {
            current.RollBack();
        }
        catch (Exception exception)
        {
            _failed = new AggregateException(cause, exception);
        }
    }

    // A last frame without records says that nothing was under way, so that damage found later cannot be taken for a torn tail.
    private void Close()
    {
        if (_writer is null)
            return;
        try
        {
            if (_failed is null && !_writer.Segment.Closed && _writer.Segment.LastRevision >= _writer.Segment.FirstRevision)
            {
                _frame.Start(head.Head + 1);
                _writer.Write(_frame, head.Head + 1, default);
                _writer.Seal();
            }
        }
        catch (IOException)
        {
            // The mark is a courtesy; without it the next start looks at the tail as after a crash.
        }
        finally
        {
            _writer.Dispose();
        }
    }
}
