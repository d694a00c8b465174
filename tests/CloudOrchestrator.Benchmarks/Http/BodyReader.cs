using System.Buffers.Text;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>Reads answers of HTTP/1.1: the status, and bodies of a known length or in chunks, in the pieces in which they come.</summary>
internal sealed class BodyReader(Stream stream)
{
    private const int HeadMax = 64 << 10;
    private byte[] _buffer = new byte[32 << 10];
    private int _start;
    private int _end;
    private long _left;
    private bool _chunked;
    private bool _afterChunk;
    private bool _ended = true;

    public long Received { get; private set; }

    /// <summary>Whether the last head has Retry-After.</summary>
    public bool SaysRetryAfter { get; private set; }

    /// <summary>Reads a status line and headers.</summary>
    public int ReadHead()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
            Fill();
        var head = _buffer.AsSpan(_start, length + 2);
        _start += length + 4;
        if (!Utf8Parser.TryParse(head.Slice("HTTP/1.1 ".Length, 3), out int status, out _))
            throw new InvalidDataException("The answer is not HTTP/1.1.");
        ReadHeaders(head[(head.IndexOf((byte)'\n') + 1)..]);
        return status;
    }

    /// <summary>The next piece of the body; empty at its end.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_ended)
            return default;
        if (_left == 0 && !NextChunk())
        {
            _ended = true;
            return default;
        }

        if (_start == _end)
            Fill();
        var piece = _buffer.AsSpan(_start, (int)Math.Min(_left, _end - _start));
        _start += piece.Length;
        _left -= piece.Length;
        _ended = _left == 0 && !_chunked;
        if (_left == 0 && _chunked)
            _afterChunk = true;
        return piece;
    }

    private void ReadHeaders(ReadOnlySpan<byte> lines)
    {
        _left = 0;
        _chunked = _afterChunk = SaysRetryAfter = false;
        while (lines.IndexOf("\r\n"u8) is var end and > 0)
        {
            var line = lines[..end];
            lines = lines[(end + 2)..];
            if (Is(line, "content-length:"u8))
                Utf8Parser.TryParse(line["content-length:".Length..].TrimStart((byte)' '), out _left, out _);
            else if (Is(line, "transfer-encoding:"u8))
                _chunked = line.IndexOf("chunked"u8) > 0;
            else if (Is(line, "retry-after:"u8))
                SaysRetryAfter = true;
        }

        _ended = !_chunked && _left == 0;
    }

    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && (line[0] | 0x20) == name[0] && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);

    private bool NextChunk()
    {
        if (_afterChunk)
            ReadLine();
        var line = ReadLine();
        if (!Utf8Parser.TryParse(line, out _left, out _, 'X'))
            throw new InvalidDataException("A chunk of the answer has no length.");
        _afterChunk = false;
        if (_left > 0)
            return true;
        while (ReadLine().Length > 0)
        {
            // Trailers.
        }

        return false;
    }

    private ReadOnlySpan<byte> ReadLine()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            Fill();
        var line = _buffer.AsSpan(_start, length);
        _start += length + 2;
        return line;
    }

    private void Fill()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_start == 0 && _buffer.Length >= HeadMax)
                throw new InvalidDataException("The answer's headers are too long.");
            var larger = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            (_buffer, _end, _start) = (larger, _end - _start, 0);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        if (read == 0)
            throw new EndOfStreamException("The server has closed the connection.");
        _end += read;
        Received += read;
    }
}
