using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Writes responses, with names compressed.</summary>
internal sealed class DnsWriter
{
    /// <summary>The largest UDP answer we send: what passes every path unfragmented.</summary>
    public const int PayloadMax = 1232;

    private const ushort ResponseFlag = 0x8000;
    private const ushort AuthoritativeFlag = 0x0400;
    private const ushort TruncatedFlag = 0x0200;
    private const ushort RecursionAvailableFlag = 0x0080;
    private const int PointerTargetMax = 0x3FFF;

    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, int> _names = [];

    /// <summary>Writes the response to a query. Where it would exceed <paramref name="lengthMax"/>, the answer is marked as truncated.</summary>
    public static byte[] Write(DnsQuery query, DnsAnswer answer, int lengthMax)
    {
        var full = new DnsWriter().WriteAll(query, answer, truncated: false);
        if (full.Length <= lengthMax)
            return full;

        // Additional records are a courtesy: without them the answer may still be whole.
        var bare = new DnsWriter().WriteAll(query, answer with { Additional = [] }, truncated: false);
        return bare.Length <= lengthMax ? bare : new DnsWriter().WriteAll(query, DnsAnswer.Only(answer.Code), truncated: true);
    }

    /// <summary>Writes a recursive query without an id.</summary>
    public static byte[] WriteQuery(DnsQuestion question)
    {
        var writer = new DnsWriter();
        foreach (var value in (int[])[0, 0x0100, 1, 0, 0, 0])
            writer.UInt16(value);
        writer.Name(question.Name);
        writer.UInt16((int)question.Type);
        writer.UInt16(1);
        return [.. writer._bytes];
    }

    /// <summary>Writes the response to bytes that could not be read: nothing of them but the id.</summary>
    public static byte[] WriteFormatError(ushort id) =>
        [(byte)(id >> 8), (byte)id, ResponseFlag >> 8, (byte)DnsResponseCode.FormatError, 0, 0, 0, 0, 0, 0, 0, 0];

    private byte[] WriteAll(DnsQuery query, DnsAnswer answer, bool truncated)
    {
        var code = (int)answer.Code;
        var kept = query.Flags & 0x7910; // operation code, recursion desired, checking disabled
        UInt16(query.Id);
        UInt16((ushort)(ResponseFlag | AuthoritativeFlag | RecursionAvailableFlag | kept | (truncated ? TruncatedFlag : 0) | (code & 0xF)));
        UInt16(query.Question is null ? 0 : 1);
        UInt16(answer.Answers.Count);
        UInt16(answer.Authority.Count);
        UInt16(answer.Additional.Count + (query.HasOptions ? 1 : 0));
        if (query.Question is { } question)
        {
            // The client's own bytes; later names may point into them.
            _names.TryAdd(question.Name, DnsReader.HeaderLength);
            _bytes.AddRange(query.QuestionBytes.Span);
        }

        foreach (var record in answer.Answers.Concat(answer.Authority).Concat(answer.Additional))
            Record(record);
        if (query.HasOptions)
            Options(code >> 4);
        return [.. _bytes];
    }

    private void Options(int extendedCode)
    {
        _bytes.Add(0);
        UInt16((int)DnsType.Opt);
        UInt16(PayloadMax);
        UInt32((uint)extendedCode << 24);
        UInt16(0);
    }

    private void Record(DnsRecord record)
    {
        Name(record.Name);
        UInt16((int)record.Type);
        UInt16(1);
        UInt32(record.TimeToLive);
        var lengthAt = _bytes.Count;
        UInt16(0);
        Data(record);
        BinaryPrimitives.WriteUInt16BigEndian(CollectionsMarshal.AsSpan(_bytes)[lengthAt..], (ushort)(_bytes.Count - lengthAt - 2));
    }

    private void Data(DnsRecord record)
    {
        switch (record)
        {
            case DnsRecord.A a:
                _bytes.AddRange(IPAddress.Parse(a.Address).GetAddressBytes());
                break;
            case DnsRecord.CName name:
                Name(name.Target);
                break;
            case DnsRecord.Ptr pointer:
                Name(pointer.Target);
                break;
            case DnsRecord.NS server:
                Name(server.Target);
                break;
            case DnsRecord.Srv srv:
                UInt16(srv.Priority);
                UInt16(srv.Weight);
                UInt16(srv.Port);
                Name(srv.Target, compress: false);
                break;
            case DnsRecord.Txt text:
                _bytes.Add((byte)text.Text.Length);
                _bytes.AddRange(Encoding.ASCII.GetBytes(text.Text));
                break;
            case DnsRecord.Soa soa:
                Soa(soa);
                break;
            default:
                throw new InvalidOperationException($"records of type {record.Type} are not written");
        }
    }

    private void Soa(DnsRecord.Soa soa)
    {
        Name(soa.PrimaryServer);
        Name(soa.Mailbox);
        UInt32(soa.Serial);
        UInt32(7200); // refresh
        UInt32(1800); // retry
        UInt32(86400); // expire
        UInt32(ClusterDns.TimeToLiveSeconds); // how long a negative answer may be kept
    }

    private void Name(string name, bool compress = true)
    {
        while (name.Length > 0)
        {
            if (compress && _names.TryGetValue(name, out var target))
            {
                UInt16(0xC000 | target);
                return;
            }

            if (_bytes.Count <= PointerTargetMax)
                _names.TryAdd(name, _bytes.Count);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            var label = dot < 0 ? name : name[..dot];
            _bytes.Add((byte)label.Length);
            _bytes.AddRange(Encoding.ASCII.GetBytes(label));
            name = dot < 0 ? "" : name[(dot + 1)..];
        }

        _bytes.Add(0);
    }

    private void UInt16(int value)
    {
        _bytes.Add((byte)(value >> 8));
        _bytes.Add((byte)value);
    }

    private void UInt32(uint value)
    {
        UInt16((int)(value >> 16));
        UInt16((int)(value & 0xFFFF));
    }
}
