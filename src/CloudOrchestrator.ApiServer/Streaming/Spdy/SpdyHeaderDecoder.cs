using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CloudOrchestrator.ApiServer.Streaming.Spdy;

/// <summary>
/// Decodes the header blocks a peer sends. All blocks of a connection are one zlib stream with a preset dictionary. The platform's inflater takes no dictionary,
/// so the dictionary is first fed to it as a stored block and its output thrown away: from then on its window holds what the peer's compressor refers to.
/// </summary>
internal sealed class SpdyHeaderDecoder : IDisposable
{
    private const int HeadersMax = 256;
    private const int ValueLengthMax = 64 * 1024;
    private const int ZlibHeaderLength = 6;

    private readonly MemoryStream _input = new();
    private readonly DeflateStream _inflater;
    private bool _started;

    public SpdyHeaderDecoder()
    {
        _inflater = new DeflateStream(_input, CompressionMode.Decompress);
    }

    /// <summary>Decodes one block. Throws <see cref="InvalidDataException"/> when it is malformed; the connection is then unusable.</summary>
    public IReadOnlyDictionary<string, string> Decode(ReadOnlySpan<byte> block)
    {
        if (!_started)
        {
            Start(block);
            block = block[ZlibHeaderLength..];
        }

        Feed(block);
        var count = ReadLength(HeadersMax);
        var headers = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < count; index++)
        {
            var name = ReadText();
            headers[name] = ReadText();
        }

        return headers;
    }

    /// <inheritdoc/>
    public void Dispose() => _inflater.Dispose();

    private void Start(ReadOnlySpan<byte> block)
    {
        if (block.Length < ZlibHeaderLength || (block[1] & 0x20) == 0 || BinaryPrimitives.ReadUInt32BigEndian(block[2..]) != SpdyDictionary.Id)
            throw new InvalidDataException("the SPDY header block does not start with the zlib header of the SPDY/3 dictionary");
        var dictionary = SpdyDictionary.Bytes;
        var stored = new byte[5 + dictionary.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(stored.AsSpan(1), (ushort)dictionary.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(stored.AsSpan(3), (ushort)~dictionary.Length);
        dictionary.CopyTo(stored, 5);
        Feed(stored);
        _inflater.ReadExactly(new byte[dictionary.Length]);
        _started = true;
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        // The inflater has taken everything before the position; what it has not taken stays in front of the new bytes.
        var rest = _input.GetBuffer().AsSpan((int)_input.Position, (int)(_input.Length - _input.Position)).ToArray();
        _input.SetLength(0);
        _input.Write(rest);
        _input.Write(bytes);
        _input.Position = 0;
    }

    private int ReadLength(int maximum)
    {
        Span<byte> bytes = stackalloc byte[4];
        ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return length <= maximum ? (int)length : throw new InvalidDataException($"the SPDY header block announces {length}, more than the limit of {maximum}");
    }

    private string ReadText()
    {
        var bytes = new byte[ReadLength(ValueLengthMax)];
        ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private void ReadExactly(Span<byte> buffer)
    {
        try
        {
            _inflater.ReadExactly(buffer);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("the SPDY header block is shorter than it announces", exception);
        }
    }
}
