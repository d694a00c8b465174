using System.Buffers;
using System.Text;

namespace CloudOrchestrator.ApiServer.OpenApi.Gnostic;

/// <summary>Writes one protobuf message, field by field.</summary>
internal sealed class ProtobufMessage
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Writes a text; nothing when it is null or empty.</summary>
    public void Text(int field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        Length(field, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _buffer);
    }

    /// <summary>Writes each text.</summary>
    public void Texts(int field, IEnumerable<string> texts)
    {
        foreach (var text in texts)
            Text(field, text);
    }

    /// <summary>Writes a flag; nothing when it is false.</summary>
    public void Flag(int field, bool value)
    {
        if (!value)
            return;
        Varint((uint)field << 3);
        Varint(1);
    }

    /// <summary>Writes a message inside this one.</summary>
    public void Message(int field, Action<ProtobufMessage> write)
    {
        var inner = new ProtobufMessage();
        write(inner);
        Length(field, inner.Written.Length);
        _buffer.Write(inner.Written);
    }

    private void Length(int field, int length)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)length);
    }

    private void Varint(uint value)
    {
        var span = _buffer.GetSpan(5);
        var count = 0;
        while (value >= 0x80)
        {
            span[count++] = (byte)(value | 0x80);
            value >>= 7;
        }
        span[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
