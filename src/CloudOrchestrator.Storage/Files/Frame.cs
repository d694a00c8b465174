using System.Buffers.Binary;
using System.Text;

namespace CloudOrchestrator.Storage.Files;

/// <summary>A checked frame in a reader's buffer.</summary>
internal readonly ref struct Frame(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;

    public long FirstRevision => BinaryPrimitives.ReadInt64LittleEndian(_payload);

    public int Count => BinaryPrimitives.ReadInt32LittleEndian(_payload[8..]);

    public long LastRevision => FirstRevision + Count - 1;

    /// <summary>When the last record was written.</summary>
    public DateTimeOffset LastTime
    {
        get
        {
            var at = 12;
            var time = default(DateTimeOffset);
            for (var i = 0; i < Count; i++)
                at = Skip(at, out time);
            return time;
        }
    }

    /// <summary>Decodes the records after a revision, at most <paramref name="limit"/>, each with a value of its own.</summary>
    public void Decode(long after, int limit, List<LogRecord> into)
    {
        var at = 12;
        for (var i = 0; i < Count && limit > 0; i++)
        {
            var span = _payload[at..];
            if (BinaryPrimitives.ReadInt64LittleEndian(span[1..]) <= after)
            {
                at = Skip(at, out _);
                continue;
            }

            into.Add(Decode(span, out var size));
            at += size;
            limit--;
        }
    }

    private static LogRecord Decode(ReadOnlySpan<byte> span, out int size)
    {
        var at = 41;
        var space = Text(span, ref at);
        var name = Text(span, ref at);
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[at..]);
        size = at + 4 + length;
        return new LogRecord(
            BinaryPrimitives.ReadInt64LittleEndian(span[1..]),
            (LogRecordType)span[0],
            new ObjectKey(space, name),
            span.Slice(at + 4, length).ToArray(),
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(span[17..]), TimeSpan.Zero),
            new Guid(span.Slice(25, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(span[9..]));
    }

    private static string Text(ReadOnlySpan<byte> span, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(span[at..]);
        var text = Encoding.UTF8.GetString(span.Slice(at + 2, length));
        at += 2 + length;
        return text;
    }

    private int Skip(int at, out DateTimeOffset time)
    {
        var span = _payload[at..];
        time = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(span[17..]), TimeSpan.Zero);
        var next = 41;
        next += 2 + BinaryPrimitives.ReadUInt16LittleEndian(span[next..]);
        next += 2 + BinaryPrimitives.ReadUInt16LittleEndian(span[next..]);
        return at + next + 4 + BinaryPrimitives.ReadInt32LittleEndian(span[next..]);
    }
}
