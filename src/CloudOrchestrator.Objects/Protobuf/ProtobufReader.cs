using System.Buffers.Binary;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>Reads protobuf's primitives from memory. Bad input makes a read return false and sets <see cref="Problem"/>, worded as Go's decoder does.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data)
{
    private const int NumberMax = (1 << 29) - 1;

    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>What was wrong; empty while all reads succeeded.</summary>
    public string Problem { get; private set; } = "";

    public readonly bool AtEnd => Position == _data.Length;

    public bool TryTag(out int number, out WireType wire)
    {
        number = 0;
        wire = default;
        if (!TryVarint(out var tag))
            return false;
        if (tag >> 3 is 0 or > NumberMax)
            return Fail($"proto: illegal tag {(long)(tag >> 3)} (wire type {tag & 7})");
        number = (int)(tag >> 3);
        wire = (WireType)(tag & 7);
        return wire switch
        {
            WireType.EndGroup => Fail("proto: wiretype end group for non-group"),
            > WireType.Fixed32 => Fail($"proto: illegal wireType {tag & 7}"),
            _ => true,
        };
    }

    public bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (AtEnd)
                return Fail("unexpected EOF");
            var part = _data[Position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return true;
        }
        return Fail("proto: integer overflow");
    }

    public bool TryFixed64(out ulong value)
    {
        value = 0;
        if (_data.Length - Position < sizeof(ulong))
            return Fail("unexpected EOF");
        value = BinaryPrimitives.ReadUInt64LittleEndian(_data[Position..]);
        Position += sizeof(ulong);
        return true;
    }

    public bool TryBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryVarint(out var length))
            return false;
        if (length > int.MaxValue)
            return Fail("proto: negative length found during unmarshaling");
        if (length > (ulong)(_data.Length - Position))
            return Fail("unexpected EOF");
        value = _data.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    public bool TrySkip(WireType wire) => wire switch
    {
        WireType.Varint => TryVarint(out _),
        WireType.Bytes => TryBytes(out _),
        WireType.Fixed64 => TrySkipBytes(sizeof(ulong)),
        WireType.Fixed32 => TrySkipBytes(sizeof(uint)),
        _ => TrySkipGroup(),
    };

    private bool TrySkipGroup()
    {
        for (var depth = 1; depth > 0;)
        {
            if (!TryVarint(out var tag))
                return false;
            var wire = (WireType)(tag & 7);
            if (wire == WireType.StartGroup)
                depth++;
            else if (wire == WireType.EndGroup)
                depth--;
            else if (wire > WireType.Fixed32)
                return Fail($"proto: illegal wireType {tag & 7}");
            else if (!TrySkip(wire))
                return false;
        }
        return true;
    }

    private bool TrySkipBytes(int count)
    {
        if (_data.Length - Position < count)
            return Fail("unexpected EOF");
        Position += count;
        return true;
    }

    private bool Fail(string problem)
    {
        if (Problem.Length == 0)
            Problem = problem;
        return false;
    }
}
