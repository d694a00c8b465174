namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>A resource record of class IN. Names are lower-case, dotted, without the final dot.</summary>
internal abstract record DnsRecord(string Name, DnsType Type)
{
    /// <summary>Seconds that others may keep it.</summary>
    public uint TimeToLive { get; init; } = ClusterDns.TimeToLiveSeconds;

    public sealed record A(string Name, string Address) : DnsRecord(Name, DnsType.A);

    public sealed record CName(string Name, string Target) : DnsRecord(Name, DnsType.CName);

    public sealed record Ptr(string Name, string Target) : DnsRecord(Name, DnsType.Ptr);

    public sealed record NS(string Name, string Target) : DnsRecord(Name, DnsType.NS);

    public sealed record Srv(string Name, ushort Priority, ushort Weight, ushort Port, string Target) : DnsRecord(Name, DnsType.Srv);

    public sealed record Txt(string Name, string Text) : DnsRecord(Name, DnsType.Txt);

    public sealed record Soa(string Name, string PrimaryServer, string Mailbox, uint Serial) : DnsRecord(Name, DnsType.Soa);
}
