namespace CloudOrchestrator.Client.Tests;

/// <summary>Gives a text in pieces of a chosen size, as a network might, and can fail at its end.</summary>
internal sealed class TrickleStream(string text, int pieceBytes, bool failsAtEnd = false) : Stream
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var size = Math.Min(Math.Min(pieceBytes, count), _bytes.Length - _position);
        if (size == 0 && failsAtEnd)
            throw new IOException("connection reset");
        Buffer.BlockCopy(_bytes, _position, buffer, offset, size);
        _position += size;
        return size;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
