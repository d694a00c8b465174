using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Reads DNS messages. Every read is bounded; anything that does not fit ends in <see cref="DnsFormatException"/>.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> message)
{
    public const int HeaderLength = 12;
    private const int NameLengthMax = 255;
    private const int PayloadDefault = 512;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>Where the next byte is read.</summary>
    public readonly int Position => _at;

    /// <summary>Reads a query. The id is readable from every message of two bytes or more, so that even a malformed one can be answered.</summary>
    public static DnsQuery ReadQuery(ReadOnlyMemory<byte> message)
    {
        var reader = new DnsReader(message.Span);
        var (id, flags) = (reader.UInt16(), reader.UInt16());
        var (questions, answers, authorities, additionals) = (reader.UInt16(), reader.UInt16(), reader.UInt16(), reader.UInt16());
        DnsQuestion? question = null;
        var isInternet = false;
        for (var i = 0; i < questions; i++)
        {
            question = new DnsQuestion(reader.Name(), (DnsType)reader.UInt16());
            isInternet = reader.UInt16() == 1;
        }

        var end = reader._at;
        var (payload, hasOptions, version) = (PayloadDefault, false, (byte)0);
        for (var i = 0; i < answers + authorities + additionals; i++)
        {
            reader.Name();
            var (type, size, extended) = ((DnsType)reader.UInt16(), reader.UInt16(), reader.UInt32());
            reader.Skip(reader.UInt16());
            if (type == DnsType.Opt && i >= answers + authorities)
                (payload, hasOptions, version) = (Math.Max(PayloadDefault, (int)size), true, (byte)(extended >> 16));
        }

        return new DnsQuery(id, flags, questions == 1 ? question : null, message[HeaderLength..end], isInternet, payload, hasOptions, version);
    }

    /// <summary>The position of each record's time to live in a response; the options pseudo-record has none.</summary>
    public static List<int> TimesToLive(ReadOnlySpan<byte> message)
    {
        var reader = new DnsReader(message);
        reader.Skip(4);
        var questions = reader.UInt16();
        var records = reader.UInt16() + reader.UInt16() + reader.UInt16();
        for (var i = 0; i < questions; i++)
        {
            reader.Name();
            reader.Skip(4);
        }

        var positions = new List<int>();
        for (var i = 0; i < records; i++)
        {
            reader.Name();
            var type = (DnsType)reader.UInt16();
            reader.Skip(2);
            if (type != DnsType.Opt)
                positions.Add(reader._at);
            reader.Skip(4);
            reader.Skip(reader.UInt16());
        }

        return positions;
    }

    /// <summary>The address and alias records among a response's answers.</summary>
    public static List<DnsRecord> Answers(ReadOnlySpan<byte> message)
    {
        var reader = new DnsReader(message);
        reader.Skip(4);
        var (questions, answers) = (reader.UInt16(), reader.UInt16());
        reader.Skip(4);
        for (var i = 0; i < questions; i++)
        {
            reader.Name();
            reader.Skip(4);
        }

        var records = new List<DnsRecord>();
        for (var i = 0; i < answers; i++)
        {
            var (name, type) = (reader.Name(), (DnsType)reader.UInt16());
            reader.Skip(2);
            var (timeToLive, length) = (reader.UInt32(), reader.UInt16());
            var end = reader._at + length;
            if (type == DnsType.A && length == 4)
                records.Add(new DnsRecord.A(name, new System.Net.IPAddress(message.Slice(reader._at, 4)).ToString()) { TimeToLive = timeToLive });
            else if (type == DnsType.CName)
                records.Add(new DnsRecord.CName(name, reader.Name()) { TimeToLive = timeToLive });
            reader.Skip(end - reader._at);
        }

        return records;
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public void Skip(int length) => Take(length);

    /// <summary>Reads a name, following compression pointers, which may only lead backwards.</summary>
    public string Name()
    {
        var name = new StringBuilder();
        var (at, end, length) = (_at, -1, 0);
        while (true)
        {
            var size = Byte(at);
            if (size == 0)
            {
                _at = end < 0 ? at + 1 : end;
                return name.ToString();
            }

            if ((size & 0xC0) == 0xC0)
            {
                var target = ((size & 0x3F) << 8) | Byte(at + 1);
                if (target >= at)
                    throw new DnsFormatException("a name points forwards");
                end = end < 0 ? at + 2 : end;
                at = target;
                continue;
            }

            length += size + 1;
            if ((size & 0xC0) != 0 || length > NameLengthMax)
                throw new DnsFormatException("a name is too long or of an unknown form");
            if (name.Length > 0)
                name.Append('.');
            for (var i = 1; i <= size; i++)
                AppendByte(name, Byte(at + i));
            at += size + 1;
        }
    }

    private static void AppendByte(StringBuilder name, byte value)
    {
        if (value is >= (byte)'A' and <= (byte)'Z')
            name.Append((char)(value | 0x20));
        else if (value is > 0x20 and < 0x7F and not (byte)'.' and not (byte)'\\')
            name.Append((char)value);
        else
            name.Append('\\').Append(value.ToString("D3", CultureInfo.InvariantCulture));
    }

    private readonly byte Byte(int at) => at < _message.Length ? _message[at] : throw new DnsFormatException("a name ends too early");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || _message.Length - _at < length)
            throw new DnsFormatException($"the message ends at {_message.Length}, {length} bytes from {_at} expected");
        _at += length;
        return _message.Slice(_at - length, length);
    }
}
