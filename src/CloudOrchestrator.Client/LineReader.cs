namespace CloudOrchestrator.Client;

/// <summary>Splits a stream into lines as they arrive. A line is valid until the next read.</summary>
internal sealed class LineReader(Stream stream)
{
    // Larger than any object the API accepts, twice over for the event around it.
    private const int LineBytesMax = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private int _searched;

    /// <summary>The next line without its end; null when the stream has ended.</summary>
    /// <exception cref="InvalidDataException">The stream ends inside a line, or a line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, _searched + found - _start);
                _start = _searched = _searched + found + 1;
                return line;
            }
            _searched = _end;
            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
                return _end == _start ? null : throw new InvalidDataException("the stream ended inside a line");
            _end += count;
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var length = _end - _start;
        if (length > LineBytesMax)
            throw new InvalidDataException($"a line is longer than {LineBytesMax} bytes");
        var target = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        _buffer = target;
        (_start, _searched, _end) = (0, length, length);
    }
}
