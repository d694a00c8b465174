using Microsoft.Win32.SafeHandles;

namespace CloudOrchestrator.Storage.Files;

/// <summary>Reads a whole segment to find its end and to check every frame.</summary>
internal static class SegmentScan
{
    /// <summary>How the last segment of a stream ended.</summary>
    public enum Tail
    {
        /// <summary>With a whole frame.</summary>
        Whole,

        /// <summary>With a frame that a crash had cut short; the bytes after <see cref="Segment.End"/> are worthless.</summary>
        Torn,

        /// <summary>The file was never finished; it holds nothing.</summary>
        Unborn,
    }

    /// <summary>Scans the segment that was written last.</summary>
    /// <exception cref="LogCorruptException">The damage is not what a crash leaves.</exception>
    public static Tail ScanLast(Segment segment, SafeFileHandle file)
    {
        if (!HasHeader(segment, file))
        {
            return FrameReader.FrameFollows(file, 0, segment.FirstRevision)
                ? throw new LogCorruptException(segment.Path, 0, "the segment's header is unreadable, but records follow")
                : Tail.Unborn;
        }

        var reader = Walk(segment, file);
        if (reader.OnlyZerosFollow())
            return Tail.Whole;

        // A frame is written only after the one before it was durable, so a crash leaves a bad frame only at the very end.
        var next = segment.LastRevision + 1;
        if (FrameReader.FrameFollows(file, segment.End + 1, next))
            throw new LogCorruptException(segment.Path, segment.End, $"the record of revision {next} is unreadable, but later records follow");
        return Tail.Torn;
    }

    /// <summary>Scans a segment that others follow.</summary>
    /// <exception cref="LogCorruptException">It does not hold all its records.</exception>
    public static void ScanSealed(Segment segment, SafeFileHandle file, long nextRevision)
    {
        if (!HasHeader(segment, file))
            throw new LogCorruptException(segment.Path, 0, "the segment's header is unreadable");
        Walk(segment, file);
        if (segment.LastRevision + 1 != nextRevision)
            throw new LogCorruptException(segment.Path, segment.End, $"the record of revision {segment.LastRevision + 1} is unreadable");
    }

    private static bool HasHeader(Segment segment, SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[FileHeader.Size];
        return RandomAccess.Read(file, header, 0) == FileHeader.Size && FileHeader.Decode(header, FileHeader.Segment) == segment.FirstRevision;
    }

    private static FrameReader Walk(Segment segment, SafeFileHandle file)
    {
        var reader = new FrameReader(file, FileHeader.Size);
        var offset = reader.Offset;
        while (reader.TryRead(out var frame))
        {
            if (frame.FirstRevision != segment.LastRevision + 1)
                throw new LogCorruptException(segment.Path, offset, $"found revision {frame.FirstRevision} where {segment.LastRevision + 1} belongs");
            segment.Note(offset, reader.Offset, frame.FirstRevision, frame.Count, frame.LastTime);
            offset = reader.Offset;
        }

        segment.Known = true;
        return reader;
    }
}
