namespace CloudOrchestrator.Storage.Files;

/// <summary>Reads records out of segments that may be growing meanwhile.</summary>
internal static class SegmentRead
{
    /// <summary>Adds the records after a revision, up to the segment's last durable one. Adds at least one.</summary>
    /// <exception cref="LogCorruptException">A record is unreadable.</exception>
    public static void Read(Segment segment, long last, bool isSealed, long after, int limit, List<LogRecord> into)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (isSealed)
            EnsureKnown(segment, last + 1);
        var offset = segment.OffsetOf(after + 1);
        var reader = new FrameReader(file, offset);
        for (var wanted = limit; wanted > 0 && after < last;)
        {
            offset = reader.Offset;
            if (!reader.TryRead(out var frame))
                throw new LogCorruptException(segment.Path, offset, $"the record of revision {after + 1} is unreadable");
            var before = into.Count;
            frame.Decode(after, (int)Math.Min(wanted, last - after), into);
            if (into.Count > before)
                after = into[^1].Revision;
            wanted -= into.Count - before;
        }
    }

    /// <summary>Reads a segment from before this process once, to know what it holds.</summary>
    public static void EnsureKnown(Segment segment, long nextRevision)
    {
        lock (segment.ScanLock)
        {
            if (segment.Known)
                return;
            using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            SegmentScan.ScanSealed(segment, file, nextRevision);
        }
    }
}
