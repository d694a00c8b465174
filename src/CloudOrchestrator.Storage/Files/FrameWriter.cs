using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CloudOrchestrator.Storage.Files;

/// <summary>
/// Encodes a frame, the unit that is written, checked and recovered as a whole:
/// magic, length, CRC-32C of length and payload; then first revision, count and the records. The buffer is reused.
/// </summary>
internal sealed class FrameWriter
{
    public const int HeaderSize = 12;
    public const uint Magic = 0x5246_4F43; // "COFR"
    public const int PayloadMax = 1 << 30;

    private readonly ArrayBufferWriter<byte> _buffer = new(64 << 10);
    private long _firstRevision;
    private int _count;

    public int Size => _buffer.WrittenCount;

    public int Count => _count;

    public void Start(long firstRevision)
    {
        _buffer.ResetWrittenCount();
        _buffer.Advance(Reserve(HeaderSize + 12));
        _firstRevision = firstRevision;
        _count = 0;
    }

    public void Add(LogRecord record)
    {
        var names = Encoding.UTF8.GetMaxByteCount(record.Key.Namespace.Length + record.Key.Name.Length);
        var size = 1 + 8 + 8 + 8 + 16 + 2 + 2 + 4 + names + record.Value.Length;
        var span = _buffer.GetSpan(size);
        span[0] = (byte)record.Type;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], record.Revision);
        BinaryPrimitives.WriteInt64LittleEndian(span[9..], record.PreviousRevision);
        BinaryPrimitives.WriteInt64LittleEndian(span[17..], record.Time.UtcTicks);
        record.WriteId.TryWriteBytes(span[25..]);
        var at = 41;
        at += WriteText(span[at..], record.Key.Namespace);
        at += WriteText(span[at..], record.Key.Name);
        BinaryPrimitives.WriteInt32LittleEndian(span[at..], record.Value.Length);
        record.Value.Span.CopyTo(span[(at + 4)..]);
        _buffer.Advance(at + 4 + record.Value.Length);
        _count++;
    }

    /// <summary>The finished frame; valid until the next start.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(frame[12..], _firstRevision);
        BinaryPrimitives.WriteInt32LittleEndian(frame[20..], _count);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Checksum(frame[4..8], frame[HeaderSize..]));
        return frame;
    }

    public static uint Checksum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> payload) =>
        Crc32C.Compute(payload) ^ (BinaryPrimitives.ReadUInt32LittleEndian(length) * 0x9E37_79B1);

    private int Reserve(int size)
    {
        _ = _buffer.GetSpan(size);
        return size;
    }

    private static int WriteText(Span<byte> span, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, span[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(span, checked((ushort)length));
        return length + 2;
    }
}
