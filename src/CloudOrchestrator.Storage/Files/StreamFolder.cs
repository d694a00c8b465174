namespace CloudOrchestrator.Storage.Files;

/// <summary>The files of one stream: segments, of which the last takes appends, and the materialised state.</summary>
internal sealed class StreamFolder : IAsyncDisposable
{
    private const int FrameBytesKept = 1 << 20;

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly FileLogOptions _options;
    private readonly Queue<PendingAppend> _pending = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingAppend> _group = [];
    private readonly Lock _stateLock = new();
    private List<Segment> _segments;
    private FrameWriter _frame = new();
    private SegmentWriter? _writer;
    private bool _flushing;
    private bool _disposed;
    private Exception? _failed;
    private long _stateRevision;

    private StreamFolder(string folder, FileLogOptions options, List<Segment> segments, SegmentWriter? writer, long stateRevision)
    {
        _folder = folder;
        _options = options;
        _segments = segments;
        _writer = writer;
        _stateRevision = stateRevision;
        Signal = new HeadSignal(segments.Count == 0 ? 0 : segments[^1].LastRevision);
    }

    public HeadSignal Signal { get; }

    /// <summary>Opens a stream's folder, which need not exist, and recovers from a crash. <paramref name="recovered"/> is told of a tail that was cut off.</summary>
    public static StreamFolder Open(string folder, FileLogOptions options, Action<string> recovered)
    {
        var segments = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.log").Select(Segment.FromFile).OfType<Segment>().OrderBy(segment => segment.FirstRevision).ToList()
            : [];
        SegmentWriter? writer = null;
        while (segments.Count > 0 && writer is null)
        {
            var last = segments[^1];
            var tail = ScanLast(last);
            if (tail == SegmentScan.Tail.Unborn)
            {
                File.Delete(last.Path);
                segments.RemoveAt(segments.Count - 1);
            }
            else
            {
                writer = SegmentWriter.Continue(last, tail == SegmentScan.Tail.Torn);
            }

            if (tail != SegmentScan.Tail.Whole)
                recovered($"{last.Path}: cut off an append that had not finished, after revision {last.LastRevision}");
        }

        var head = segments.Count == 0 ? 0 : segments[^1].LastRevision;
        var stateRevision = StateFile.RevisionIn(folder) ?? 0;
        if (stateRevision > head)
        {
            writer?.Dispose();
            throw new LogCorruptException(
                writer?.Segment.Path ?? folder, writer?.Segment.End ?? 0, $"the log ends at revision {head}, but its materialised state is of revision {stateRevision}");
        }

        return new StreamFolder(folder, options, segments, writer, stateRevision);
    }

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

    public LogRead Read(long after, int limit)
    {
        var head = Signal.Head;
        var records = new List<LogRecord>();
        Segment[] segments;
        lock (_lock)
            segments = [.. _segments];
        if (segments.Length > 0 && after < segments[0].FirstRevision - 1)
            return new LogRead([], true);
        for (var i = 0; i < segments.Length && records.Count < limit && after < head; i++)
        {
            var last = i + 1 < segments.Length ? segments[i + 1].FirstRevision - 1 : head;
            if (after >= last)
                continue;
            try
            {
                SegmentRead.Read(segments[i], last, i + 1 < segments.Length, after, limit - records.Count, records);
            }
            catch (FileNotFoundException)
            {
                // Trimmed since: only a segment before all that is wanted later can be.
                return new LogRead([], true);
            }

            after = records[^1].Revision;
        }

        return new LogRead(records, false);
    }

    public LogState ReadState()
    {
        lock (_stateLock)
        {
            try
            {
                return StateFile.Read(_folder);
            }
            catch (LogCorruptException) when (HoldsWholeHistory())
            {
                return new LogState(0, []);
            }
        }
    }

    public void WriteState(LogState state)
    {
        AppendRules.CheckState(state, Signal.Head);
        lock (_stateLock)
        {
            if (state.Revision < _stateRevision)
                return;
            DurableFiles.CreateDirectory(_folder);
            StateFile.Write(_folder, state);
            _stateRevision = state.Revision;
        }
    }

    public void Trim(DateTimeOffset before)
    {
        lock (_stateLock)
        {
            while (OldestToTrim(before) is { } oldest)
            {
                lock (_lock)
                    _segments = _segments[1..];
                File.Delete(oldest.Path);
                DurableFiles.FlushDirectory(_folder);
            }
        }
    }

    /// <summary>Finishes the appends already accepted and closes the files.</summary>
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
            await _idle.Task.ConfigureAwait(false);
        Close();
    }

    private static SegmentScan.Tail ScanLast(Segment segment)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return SegmentScan.ScanLast(segment, file);
    }

    private bool HoldsWholeHistory()
    {
        lock (_lock)
            return _segments.Count == 0 || _segments[0].FirstRevision == 1;
    }

    private Segment? OldestToTrim(DateTimeOffset before)
    {
        Segment oldest, next;
        lock (_lock)
        {
            if (_segments.Count < 2)
                return null;
            (oldest, next) = (_segments[0], _segments[1]);
        }

        if (next.FirstRevision - 1 > _stateRevision)
            return null;
        SegmentRead.EnsureKnown(oldest, next.FirstRevision);
        return oldest.LastTime < before ? oldest : null;
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

        ThreadPool.UnsafeQueueUserWorkItem(static folder => folder.FlushGroup(), this, preferLocal: false);
    }

    private void TakeGroup()
    {
        var bytes = 0L;
        _group.Clear();
        lock (_lock)
        {
            while (bytes < _options.GroupBytesMax && _pending.TryDequeue(out var append))
            {
                _group.Add(append);
                foreach (var record in append.Records)
                    bytes += record.Value.Length + 200;
            }
        }
    }

    private void WriteGroup()
    {
        var head = Signal.Head;
        var tentative = head;
        var stored = new bool[_group.Count];
        try
        {
            if (_failed is not null)
                throw new IOException($"{_folder}: an earlier write failed and the log could not be brought back to a known state; open it again", _failed);
            _frame.Start(head + 1);
            var time = default(DateTimeOffset);
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

            if (tentative > head)
                WriteFrame(head + 1, time);
        }
        catch (Exception exception)
        {
            foreach (var append in _group)
                append.SetException(exception);
            return;
        }

        if (_frame.Size > FrameBytesKept)
            _frame = new FrameWriter();
        Signal.Advance(tentative);
        for (var i = 0; i < _group.Count; i++)
            _group[i].SetResult(stored[i] ? AppendOutcome.Stored : AppendOutcome.Conflict);
    }

    private void WriteFrame(long firstRevision, DateTimeOffset lastTime)
    {
        var writer = WriterFor(firstRevision);
        try
        {
            writer.Write(_frame, firstRevision, lastTime);
        }
        catch (Exception exception)
        {
            RollBack(writer, exception);
            throw;
        }
    }

    private SegmentWriter WriterFor(long firstRevision)
    {
        if (_writer is { } current && current.Segment.End < _options.SegmentBytes)
            return current;
        DurableFiles.CreateDirectory(_folder);
        _writer?.Seal();
        var next = SegmentWriter.Create(_folder, firstRevision);
        _writer?.Dispose();
        _writer = next;
        lock (_lock)
            _segments = [.. _segments, next.Segment];
        return next;
    }

    // When even cutting off fails, what the file holds is unknown until it is scanned again, so nothing more may be written after it.
    private void RollBack(SegmentWriter writer, Exception cause)
    {
        try
        {
            writer.RollBack();
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
                _frame.Start(Signal.Head + 1);
                _writer.Write(_frame, Signal.Head + 1, default);
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
