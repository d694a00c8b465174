using System.Buffers.Binary;
using System.Text;

namespace CloudOrchestrator.ApiServer.Streaming.Spdy;

/// <summary>Encodes header blocks as one zlib stream of stored (uncompressed) blocks: valid for every peer, and the few headers sent are not worth compressing.</summary>
internal sealed class SpdyHeaderEncoder
{
    private bool _started;

    /// <summary>Encodes one block.</summary>
    public byte[] Encode(IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        var body = Body(headers);
        using var block = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        if (!_started)
        {
            block.Write([0x78, 0x20]);
            BinaryPrimitives.WriteUInt32BigEndian(number, SpdyDictionary.Id);
            block.Write(number);
            _started = true;
        }

        block.WriteByte(0);
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)body.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(number[2..], (ushort)~body.Length);
        block.Write(number);
        block.Write(body);

        // An empty block is zlib's sync flush: Go's decoder hands out what it has only when it sees one.
        block.Write([0x00, 0x00, 0x00, 0xFF, 0xFF]);
        return block.ToArray();
    }

    private static byte[] Body(IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        using var body = new MemoryStream();
        WriteLength(body, headers.Count);
        foreach (var (name, value) in headers)
        {
            WriteText(body, name.ToLowerInvariant());
            WriteText(body, value);
        }

        if (body.Length > ushort.MaxValue)
            throw new ArgumentException("SPDY headers are longer than one stored block holds", nameof(headers));
        return body.ToArray();
    }

    private static void WriteText(MemoryStream body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteLength(body, bytes.Length);
        body.Write(bytes);
    }

    private static void WriteLength(MemoryStream body, int length)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, length);
        body.Write(number);
    }
}
