using System.IO.Pipelines;

namespace CloudOrchestrator.ApiServer.Responses;

/// <summary>
/// Writes a long body in large pieces. The pieces that a response's writer hands out by itself are a page long, and each would become a TLS record of its own,
/// with its own system call.
/// </summary>
internal struct ChunkedWriter(PipeWriter writer)
{
    // Four full TLS records.
    private const int ChunkBytes = 64 * 1024;

    private Memory<byte> _chunk;
    private int _used;

    /// <summary>Bytes written since the last flush.</summary>
    public int Unflushed { get; private set; }

    /// <summary>Writes bytes; they are sent with the next flush.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Unflushed += bytes.Length;
        while (bytes.Length > 0)
        {
            if (_used == _chunk.Length)
            {
                Complete();
                _chunk = writer.GetMemory(ChunkBytes);
            }

            var taken = Math.Min(bytes.Length, _chunk.Length - _used);
            bytes[..taken].CopyTo(_chunk.Span[_used..]);
            _used += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Sends what has been written.</summary>
    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken)
    {
        Complete();
        Unflushed = 0;
        return writer.FlushAsync(cancellationToken);
    }

    private void Complete()
    {
        if (_used > 0)
            writer.Advance(_used);
        _used = 0;
        _chunk = default;
    }
}
