using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CloudOrchestrator.Storage.Files;

/// <summary>Reads frames one after the other through a buffer.</summary>
internal sealed class FrameReader(SafeFileHandle file, long offset)
{
    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>Offset of the next frame in the file.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Reads the next frame; false, without moving, when there is no valid one.</summary>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        if (!Fill(FrameWriter.HeaderSize))
            return false;
        var header = _buffer.AsSpan(_start, FrameWriter.HeaderSize);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != FrameWriter.Magic || length is < 12 or > FrameWriter.PayloadMax)
            return false;
        if (!Fits(FrameWriter.HeaderSize + length) || !Fill(FrameWriter.HeaderSize + length))
            return false;
        header = _buffer.AsSpan(_start, FrameWriter.HeaderSize);
        var payload = _buffer.AsSpan(_start + FrameWriter.HeaderSize, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != FrameWriter.Checksum(header[4..8], payload))
            return false;
        frame = new Frame(payload);
        _start += FrameWriter.HeaderSize + length;
        Offset += FrameWriter.HeaderSize + length;
        return true;
    }

    /// <summary>True when nothing but zeros follows: space that was reserved and never written.</summary>
    public bool OnlyZerosFollow()
    {
        for (var at = Offset; ; at += _buffer.Length)
        {
            var read = RandomAccess.Read(file, _buffer, at);
            if (_buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                return false;
            if (read == 0)
                return true;
            at -= _buffer.Length - read;
        }
    }

    /// <summary>True when a valid frame with records from <paramref name="revision"/> on begins anywhere after this place.</summary>
    public static bool FrameFollows(SafeFileHandle file, long offset, long revision)
    {
        var length = RandomAccess.GetLength(file);
        var chunk = new byte[1 << 20];
        var magic = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, FrameWriter.Magic);
        while (offset < length)
        {
            var read = RandomAccess.Read(file, chunk, offset);
            if (read < FrameWriter.HeaderSize)
                return false;
            for (var at = 0; chunk.AsSpan(at, read - at).IndexOf(magic) is >= 0 and var found; at += found + 1)
            {
                if (new FrameReader(file, offset + at + found).TryRead(out var frame) && frame.FirstRevision >= revision)
                    return true;
            }

            offset += read - 3;
        }

        return false;
    }

    private bool Fits(int size) => Offset + size <= RandomAccess.GetLength(file);

    private bool Fill(int size)
    {
        if (_end - _start >= size)
            return true;
        if (_start + size > _buffer.Length)
        {
            var target = size > _buffer.Length ? new byte[size] : _buffer;
            Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
            (_buffer, _end, _start) = (target, _end - _start, 0);
        }

        while (_end - _start < size)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_end), Offset + _end - _start);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }
}
