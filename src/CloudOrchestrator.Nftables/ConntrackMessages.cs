using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.Nftables;

/// <summary>
/// The few netlink messages of connection tracking we need (linux/netfilter/nfnetlink_conntrack.h): list all IPv4 flows, delete one. Headers are in the
/// machine's byte order, addresses and ports in the network's.
/// </summary>
internal static class ConntrackMessages
{
    public const int HeaderLength = 16;

    private const int FamilyHeaderLength = 4;
    private const ushort Get = (1 << 8) | 1;
    private const ushort Delete = (1 << 8) | 2;
    private const ushort Done = 3;
    private const ushort Error = 2;
    private const ushort RequestFlag = 1;
    private const ushort AcknowledgeFlag = 4;
    private const ushort DumpFlags = 0x300;
    private const byte InternetFamily = 2;
    private const ushort TypeMask = 0x3FFF;

    private enum Attribute : ushort
    {
        Original = 1,
        Reply = 2,
    }

    /// <summary>Asks for all flows.</summary>
    public static byte[] ListRequest(uint sequence) => Message(Get, RequestFlag | DumpFlags, sequence, []);

    /// <summary>Deletes a flow.</summary>
    public static byte[] DeleteRequest(uint sequence, ConntrackFlow flow) => Message(Delete, RequestFlag | AcknowledgeFlag, sequence, flow.Tuple.Span);

    /// <summary>Reads one datagram: adds its flows and tells whether the answer is complete.</summary>
    /// <param name="datagram">The bytes.</param>
    /// <param name="flows">Where flows go.</param>
    /// <param name="error">The kernel's error number, 0 for none.</param>
    public static bool Read(ReadOnlyMemory<byte> datagram, ICollection<ConntrackFlow> flows, out int error)
    {
        error = 0;
        while (datagram.Length >= HeaderLength)
        {
            var length = MemoryMarshal.Read<int>(datagram.Span);
            var type = MemoryMarshal.Read<ushort>(datagram.Span[4..]);
            if (length < HeaderLength || length > datagram.Length)
                break;
            if (type == Error && length >= HeaderLength + sizeof(int))
                error = -MemoryMarshal.Read<int>(datagram.Span[HeaderLength..]);
            if (type is Error or Done)
                return true;
            if (length > HeaderLength + FamilyHeaderLength && ReadFlow(datagram[(HeaderLength + FamilyHeaderLength)..length]) is { } flow)
                flows.Add(flow);
            datagram = datagram[Math.Min(Align(length), datagram.Length)..];
        }

        return false;
    }

    private static ConntrackFlow? ReadFlow(ReadOnlyMemory<byte> attributes)
    {
        ReadOnlyMemory<byte> original = default, reply = default;
        foreach (var (type, whole) in Attributes(attributes))
        {
            if (type == (ushort)Attribute.Original)
                original = whole;
            else if (type == (ushort)Attribute.Reply)
                reply = whole;
        }

        if (original.IsEmpty || reply.IsEmpty)
            return null;
        var (sent, answered) = (ReadTuple(original[4..]), ReadTuple(reply[4..]));
        return new ConntrackFlow(sent.Protocol, (sent.Destination, sent.DestinationPort), (answered.Source, answered.SourcePort), original);
    }

    private static (byte Protocol, string Source, int SourcePort, string Destination, int DestinationPort) ReadTuple(ReadOnlyMemory<byte> tuple)
    {
        var (protocol, source, sourcePort, destination, destinationPort) = ((byte)0, "", 0, "", 0);
        foreach (var (type, whole) in Attributes(tuple))
        {
            foreach (var (inner, value) in Attributes(whole[4..]))
            {
                var bytes = value.Span[4..];
                switch (type, inner)
                {
                    case (1, 1): source = Address(bytes); break;
                    case (1, 2): destination = Address(bytes); break;
                    case (2, 1): protocol = bytes[0]; break;
                    case (2, 2): sourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes); break;
                    case (2, 3): destinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes); break;
                }
            }
        }

        return (protocol, source, sourcePort, destination, destinationPort);
    }

    private static string Address(ReadOnlySpan<byte> bytes) => bytes.Length >= 4 ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.{bytes[3]}" : "";

    /// <summary>Attributes with their headers.</summary>
    private static IEnumerable<(ushort Type, ReadOnlyMemory<byte> Whole)> Attributes(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length >= 4)
        {
            var length = MemoryMarshal.Read<ushort>(bytes.Span);
            if (length < 5 || length > bytes.Length)
                yield break;
            yield return ((ushort)(MemoryMarshal.Read<ushort>(bytes.Span[2..]) & TypeMask), bytes[..length]);
            bytes = bytes[Math.Min(Align(length), bytes.Length)..];
        }
    }

    private static byte[] Message(ushort type, int flags, uint sequence, ReadOnlySpan<byte> attributes)
    {
        var message = new byte[HeaderLength + FamilyHeaderLength + Align(attributes.Length)];
        MemoryMarshal.Write(message, message.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), (ushort)flags);
        MemoryMarshal.Write(message.AsSpan(8), sequence);
        message[HeaderLength] = InternetFamily;
        attributes.CopyTo(message.AsSpan(HeaderLength + FamilyHeaderLength));
        return message;
    }

    private static int Align(int length) => (length + 3) & ~3;
}
