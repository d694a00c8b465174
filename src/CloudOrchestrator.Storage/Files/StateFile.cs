using Microsoft.Win32.SafeHandles;

namespace CloudOrchestrator.Storage.Files;

/// <summary>
/// The materialised state of a stream: a header, frames of objects, and a frame without records that holds their number. Replaced as a whole.
/// </summary>
internal static class StateFile
{
    private const string Name = "state";
    private const int FrameBytes = 256 << 10;

    public static string PathIn(string folder) => Path.Combine(folder, Name);

    /// <summary>The state's revision; 0 when there is none, null when it is unreadable.</summary>
    public static long? RevisionIn(string folder)
    {
        if (!File.Exists(PathIn(folder)))
            return 0;
        using var file = File.OpenHandle(PathIn(folder));
        return ReadHeader(file);
    }

    public static void Write(string folder, LogState state)
    {
        var temporary = PathIn(folder) + ".new";
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, FileHeader.Encode(FileHeader.State, state.Revision), 0);
            long offset = FileHeader.Size;
            var frame = new FrameWriter();
            frame.Start(state.Revision);
            foreach (var record in state.Objects)
            {
                frame.Add(record);
                if (frame.Size >= FrameBytes)
                    offset = Put(file, frame, offset, state.Revision);
            }

            if (frame.Count > 0)
                offset = Put(file, frame, offset, state.Revision);
            frame.Start(state.Objects.Count);
            RandomAccess.Write(file, frame.Finish(), offset);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(temporary, PathIn(folder), overwrite: true);
        DurableFiles.FlushDirectory(folder);
    }

    /// <exception cref="LogCorruptException">The file is not what was written.</exception>
    public static LogState Read(string folder)
    {
        if (!File.Exists(PathIn(folder)))
            return new LogState(0, []);
        using var file = File.OpenHandle(PathIn(folder));
        var revision = ReadHeader(file) ?? throw new LogCorruptException(PathIn(folder), 0, "the header is unreadable");
        var reader = new FrameReader(file, FileHeader.Size);
        var objects = new List<LogRecord>();
        while (reader.TryRead(out var frame))
        {
            if (frame.Count == 0 && frame.FirstRevision == objects.Count)
                return new LogState(revision, objects);
            frame.Decode(-1, int.MaxValue, objects);
        }

        throw new LogCorruptException(PathIn(folder), reader.Offset, $"the state ends after {objects.Count} objects");
    }

    private static long Put(SafeFileHandle file, FrameWriter frame, long offset, long revision)
    {
        var bytes = frame.Finish();
        RandomAccess.Write(file, bytes, offset);
        offset += bytes.Length;
        frame.Start(revision);
        return offset;
    }

    private static long? ReadHeader(SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[FileHeader.Size];
        return FileHeader.Decode(header[..RandomAccess.Read(file, header, 0)], FileHeader.State);
    }
}
