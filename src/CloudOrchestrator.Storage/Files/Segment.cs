using System.Globalization;

namespace CloudOrchestrator.Storage.Files;

/// <summary>A file of consecutive records. What is known of it grows with appends or is found by reading it once.</summary>
internal sealed class Segment(string path, long firstRevision)
{
    private const long IndexStep = 64 << 10;

    private readonly Lock _lock = new();
    private readonly List<(long Revision, long Offset)> _index = [];

    public string Path => path;

    public long FirstRevision => firstRevision;

    /// <summary>Revision of the last record; one less than the first when there is none.</summary>
    public long LastRevision { get; private set; } = firstRevision - 1;

    /// <summary>Where the next frame goes.</summary>
    public long End { get; private set; } = FileHeader.Size;

    /// <summary>When the last record was written; null when that is not known yet.</summary>
    public DateTimeOffset? LastTime { get; private set; }

    /// <summary>True when the frames have been read or written by this process.</summary>
    public bool Known { get; set; }

    /// <summary>Held while reading the frames to get to know them.</summary>
    public Lock ScanLock { get; } = new();

    /// <summary>True when the last frame says that the log was closed in order.</summary>
    public bool Closed { get; private set; }

    public static string NameOf(long firstRevision) => firstRevision.ToString("D20", CultureInfo.InvariantCulture) + ".log";

    public static Segment? FromFile(string path) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new Segment(path, first)
            : null;

    /// <summary>Takes note of a frame.</summary>
    public void Note(long offset, long end, long revision, int count, DateTimeOffset lastTime)
    {
        if (count > 0)
        {
            lock (_lock)
            {
                if (_index.Count == 0 || offset - _index[^1].Offset >= IndexStep)
                    _index.Add((revision, offset));
            }

            LastRevision = revision + count - 1;
            LastTime = lastTime;
        }

        Closed = count == 0;
        End = end;
    }

    /// <summary>Offset of a frame that is not after the revision's.</summary>
    public long OffsetOf(long revision)
    {
        lock (_lock)
        {
            int low = 0, high = _index.Count;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (_index[middle].Revision <= revision)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low == 0 ? FileHeader.Size : _index[low - 1].Offset;
        }
    }
}
