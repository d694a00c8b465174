namespace CloudOrchestrator.Storage.Files;

/// <summary>The files of one stream: segments, of which the last takes appends, and the materialised state.</summary>
internal sealed class StreamFolder : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _stateLock = new();
    private readonly string _folder;
    private readonly GroupAppender _appender;
    private List<Segment> _segments;
    private long _stateRevision;

    private StreamFolder(string folder, FileLogOptions options, List<Segment> segments, SegmentWriter? writer, long stateRevision)
    {
        _folder = folder;
        _segments = segments;
        _stateRevision = stateRevision;
        Signal = new HeadSignal(segments.Count == 0 ? 0 : segments[^1].LastRevision);
        _appender = new GroupAppender(folder, options, writer, Signal, AddSegment);
    }

    public HeadSignal Signal { get; }

    /// <summary>
    /// Opens a stream's folder, which need not exist, and recovers from a crash. <paramref name="recovered"/> is told of a tail that was cut off.
    /// </summary>
    public static StreamFolder Open(string folder, FileLogOptions options, Action<string> recovered)
    {
        var segments = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.log").Select(Segment.FromFile).OfType<Segment>().OrderBy(segment => segment.FirstRevision).ToList()
            : [];
        var writer = OpenLast(segments, recovered);
        var head = segments.Count == 0 ? 0 : segments[^1].LastRevision;
        var stateRevision = StateFile.RevisionIn(folder) ?? 0;
        if (stateRevision > head)
        {
            writer?.Dispose();
            throw new LogCorruptException(
                writer?.Segment.Path ?? folder,
                writer?.Segment.End ?? 0,
                $"the log ends at revision {head}, but its materialised state is of revision {stateRevision}");
        }

        return new StreamFolder(folder, options, segments, writer, stateRevision);
    }

    public Task<AppendOutcome> AppendAsync(long expectedHead, IReadOnlyList<LogRecord> records) => _appender.AppendAsync(expectedHead, records);

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
    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    /// <summary>Scans the last segment and opens it for appends. One that was never finished is removed, and the one before it is the last.</summary>
    private static SegmentWriter? OpenLast(List<Segment> segments, Action<string> recovered)
    {
        while (segments is [.., var last])
        {
            var tail = ScanLast(last);
            if (tail != SegmentScan.Tail.Whole)
                recovered($"{last.Path}: cut off an append that had not finished, after revision {last.LastRevision}");
            if (tail != SegmentScan.Tail.Unborn)
                return SegmentWriter.Continue(last, tail == SegmentScan.Tail.Torn);
            File.Delete(last.Path);
            segments.RemoveAt(segments.Count - 1);
        }

        return null;
    }

    private static SegmentScan.Tail ScanLast(Segment segment)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return SegmentScan.ScanLast(segment, file);
    }

    private void AddSegment(Segment segment)
    {
        lock (_lock)
            _segments = [.. _segments, segment];
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
}
