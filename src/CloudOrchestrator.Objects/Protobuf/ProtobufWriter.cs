using System.Buffers.Binary;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>
/// Writes a message from its end to its beginning, so that the length of every nested message is known when its header is written.
/// Callers therefore write the last field first.
/// </summary>
internal sealed class ProtobufWriter
{
    private byte[] _buffer = new byte[1024];
    private int _start = 1024;

    /// <summary>Bytes written so far.</summary>
    public int Length => _buffer.Length - _start;

    public byte[] ToArray() => _buffer[_start..];

    public void Varint(int number, long value)
    {
        RawVarint(unchecked((ulong)value));
        Tag(number, WireType.Varint);
    }

    public void Fixed64(int number, ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_start), value);
        Tag(number, WireType.Fixed64);
    }

    public void Bytes(int number, ReadOnlySpan<byte> value)
    {
        Raw(value);
        Header(number, value.Length);
    }

    /// <summary>Completes a nested message whose content was written since <see cref="Length"/> was <paramref name="lengthBefore"/>.</summary>
    public void EndMessage(int number, int lengthBefore) => Header(number, Length - lengthBefore);

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_start));
    }

    private void Header(int number, int length)
    {
        RawVarint((ulong)length);
        Tag(number, WireType.Bytes);
    }

    private void Tag(int number, WireType wire) => RawVarint(((ulong)number << 3) | (uint)wire);

    private void RawVarint(ulong value)
    {
        Span<byte> text = stackalloc byte[10];
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            text[length++] = (byte)(value | 0x80);
        text[length++] = (byte)value;
        Raw(text[..length]);
    }

    private void Reserve(int count)
    {
        if (_start < count)
        {
            var larger = new byte[Math.Max(_buffer.Length * 2, _buffer.Length + count)];
            _buffer.AsSpan(_start).CopyTo(larger.AsSpan(larger.Length - Length));
            _start += larger.Length - _buffer.Length;
            _buffer = larger;
        }
        _start -= count;
    }
}
