using Microsoft.Win32.SafeHandles;

namespace CloudOrchestrator.Storage.Files;

/// <summary>Writes frames to the newest segment of a stream: one write and one flush per frame, into space reserved ahead. For one thread at a time.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int ReserveMin = 64 << 10;
    private const int ReserveMax = 1 << 20;
    private static readonly byte[] Zeros = new byte[ReserveMax];

    private readonly SafeFileHandle _file;
    private long _length;

    private SegmentWriter(Segment segment, SafeFileHandle file)
    {
        Segment = segment;
        _file = file;
        _length = RandomAccess.GetLength(file);
    }

    public Segment Segment { get; }

    /// <summary>Creates a segment; it is durable, entry and all, on return.</summary>
    public static SegmentWriter Create(string folder, long firstRevision)
    {
        var segment = new Segment(Path.Combine(folder, Segment.NameOf(firstRevision)), firstRevision) { Known = true };
        var file = File.OpenHandle(segment.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            RandomAccess.Write(file, FileHeader.Encode(FileHeader.Segment, firstRevision), 0);
            RandomAccess.FlushToDisk(file);
            DurableFiles.FlushDirectory(folder);
            return new SegmentWriter(segment, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a scanned segment to continue it. What a crash left behind its end is cut off.</summary>
    public static SegmentWriter Continue(Segment segment, bool torn)
    {
        var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (torn)
        {
            RandomAccess.SetLength(file, segment.End);
            RandomAccess.FlushToDisk(file);
        }

        return new SegmentWriter(segment, file);
    }

    /// <summary>Writes and flushes a frame. After an exception the caller must <see cref="RollBack"/>.</summary>
    public void Write(FrameWriter frame, long firstRevision, DateTimeOffset lastTime)
    {
        var bytes = frame.Finish();
        var offset = Segment.End;
        var end = offset + bytes.Length;
        RandomAccess.Write(_file, bytes, offset);
        Reserve(end);
        RandomAccess.FlushToDisk(_file);
        Segment.Note(offset, end, firstRevision, frame.Count, lastTime);
    }

    /// <summary>Cuts off what a failed write may have left.</summary>
    public void RollBack()
    {
        RandomAccess.SetLength(_file, Segment.End);
        _length = Segment.End;
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Gives back reserved space.</summary>
    public void Seal() => RandomAccess.SetLength(_file, Segment.End);

    public void Dispose() => _file.Dispose();

    // A flush into space that is already part of the file need not update the file's size, which saves the file system a journal commit.
    private void Reserve(long end)
    {
        if (end <= _length)
            return;
        var more = (int)Math.Clamp(end, ReserveMin, ReserveMax);
        RandomAccess.Write(_file, Zeros.AsSpan(0, more), end);
        _length = end + more;
    }
}
