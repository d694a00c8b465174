using System.Buffers;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>The lines of an answer that does not end, such as a watch.</summary>
internal sealed class LineReader(LoadConnection connection)
{
    private readonly ArrayBufferWriter<byte> _begun = new();
    private byte[] _piece = [];
    private int _start;
    private int _end;
    private bool _clear;

    /// <summary>The next line, without its end; empty when the answer has ended. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_clear)
            _begun.ResetWrittenCount();
        _clear = false;
        while (true)
        {
            var rest = _piece.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                if (_begun.WrittenCount == 0)
                    return rest[..length];
                _begun.Write(rest[..length]);
                _clear = true;
                return _begun.WrittenSpan;
            }

            _begun.Write(rest);
            if (!TakePiece())
                return default;
        }
    }

    private bool TakePiece()
    {
        var piece = connection.NextPiece();
        if (_piece.Length < piece.Length)
            _piece = new byte[piece.Length];
        piece.CopyTo(_piece);
        (_start, _end) = (0, piece.Length);
        return !piece.IsEmpty;
    }
}
