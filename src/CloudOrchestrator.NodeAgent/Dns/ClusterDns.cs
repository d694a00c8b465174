namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Answers questions about the cluster by the Kubernetes DNS specification 1.1. Pure.</summary>
internal static class ClusterDns
{
    /// <summary>Seconds an answer may be kept.</summary>
    public const uint TimeToLiveSeconds = 5;

    private const string SpecificationVersion = "1.1.0";
    private const string ReverseZone = ".in-addr.arpa";

    /// <summary>The answer, or null when the name is not the cluster's and must be asked elsewhere.</summary>
    public static DnsAnswer? Answer(DnsQuestion question, DnsDirectory directory)
    {
        var zone = directory.Zone;
        if (question.Name == zone.Domain)
            return Apex(question, zone);
        if (question.Name.EndsWith($".{zone.Domain}", StringComparison.Ordinal))
            return InZone(question, question.Name[..^(zone.Domain.Length + 1)].Split('.'), directory);
        return question.Name.EndsWith(ReverseZone, StringComparison.Ordinal) ? Reverse(question, directory) : null;
    }

    private static DnsAnswer InZone(DnsQuestion question, string[] labels, DnsDirectory directory) => labels switch
    {
        ["dns-version"] => Found(question, directory, new DnsRecord.Txt(question.Name, SpecificationVersion)),
        ["ns", "dns"] => Found(question, directory, new DnsRecord.A(question.Name, directory.Zone.ServerAddress)),
        ["dns"] or ["svc"] or ["pod"] => NoData(directory),
        [.., "svc"] => Services(question, labels[..^1], directory),
        [var address, var _, "pod"] => Pod(question, address, directory),
        [var @namespace, "pod"] => directory.HasNamespace(@namespace) ? NoData(directory) : NoName(directory),
        _ => NoName(directory),
    };

    private static DnsAnswer Services(DnsQuestion question, string[] labels, DnsDirectory directory)
    {
        var @namespace = labels[^1];
        if (labels.Length == 1)
            return directory.HasNamespace(@namespace) ? NoData(directory) : NoName(directory);
        if (directory.Find(@namespace, labels[^2]) is not { } entry)
            return NoName(directory);
        var serviceName = directory.Zone.ServiceName(new ObjectKey(@namespace, labels[^2]));
        return labels.Length switch
        {
            2 => Service(question, entry, directory),
            3 when labels[0] is "_tcp" or "_udp" or "_sctp" => HasProtocol(entry, labels[0]) ? NoData(directory) : NoName(directory),
            3 => Endpoint(question, labels[0], entry, directory),
            4 when labels[0].StartsWith('_') && labels[1].StartsWith('_') => Port(question, labels[0][1..], labels[1][1..], entry, serviceName, directory),
            _ => NoName(directory),
        };
    }

    private static DnsAnswer Service(DnsQuestion question, DnsEntry entry, DnsDirectory directory)
    {
        if (entry.ExternalName is { Length: > 0 } external)
            return new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord.CName(question.Name, external)], [], []);
        if (entry.Headless && entry.Endpoints.Count == 0)
            return NoName(directory);
        var addresses = entry.Headless ? entry.Endpoints.Select(endpoint => endpoint.Address) : entry.ClusterIPs;
        return Found(question, directory, [.. addresses.Select(address => new DnsRecord.A(question.Name, address))]);
    }

    private static DnsAnswer Endpoint(DnsQuestion question, string host, DnsEntry entry, DnsDirectory directory)
    {
        var endpoints = entry.Endpoints.Where(endpoint => endpoint.Host == host).ToList();
        return endpoints.Count == 0
            ? NoName(directory)
            : Found(question, directory, [.. endpoints.Select(endpoint => new DnsRecord.A(question.Name, endpoint.Address))]);
    }

    /// <summary>SRV: the port of the Service itself, or of each endpoint when it is headless.</summary>
    private static DnsAnswer Port(DnsQuestion question, string name, string protocol, DnsEntry entry, string serviceName, DnsDirectory directory)
    {
        bool Matches(DnsPort port) => port.Name == name && string.Equals(port.Protocol, protocol, StringComparison.OrdinalIgnoreCase);
        var targets = entry.Headless
            ? entry.Endpoints.SelectMany(endpoint => endpoint.Ports.Where(Matches)
                .Select(port => (Host: $"{endpoint.Host}.{serviceName}", Addresses: (string[])[endpoint.Address], port.Port)))
            : entry.Ports.Where(Matches).Select(port => (Host: serviceName, Addresses: entry.ClusterIPs.ToArray(), port.Port));
        var found = targets.ToList();
        if (found.Count == 0)
            return NoName(directory);
        var weight = (ushort)Math.Max(1, 100 / found.Count);
        var answer = Found(question, directory, [.. found.Select(target => new DnsRecord.Srv(question.Name, 0, weight, (ushort)target.Port, target.Host))]);
        var addresses = found.SelectMany(target => target.Addresses.Select(address => new DnsRecord.A(target.Host, address))).Distinct();
        return answer.Answers.Count == 0 ? answer : answer with { Additional = [.. addresses] };
    }

    /// <summary>Pod names only spell an address, which need not exist: certificates and old clients rely on the form.</summary>
    private static DnsAnswer Pod(DnsQuestion question, string dashed, DnsDirectory directory)
    {
        var address = dashed.Replace('-', '.');
        return IsIPv4(address) ? Found(question, directory, new DnsRecord.A(question.Name, address)) : NoName(directory);
    }

    private static DnsAnswer? Reverse(DnsQuestion question, DnsDirectory directory)
    {
        var address = string.Join('.', question.Name[..^ReverseZone.Length].Split('.').Reverse());
        if (!IsIPv4(address))
            return null;
        if (directory.NameOf(address) is { } name)
            return Found(question, directory, new DnsRecord.Ptr(question.Name, name));
        return directory.Zone.ClusterCidr.Contains(address) ? NoName(directory) : null;
    }

    private static DnsAnswer Apex(DnsQuestion question, DnsZone zone) => question.Type switch
    {
        DnsType.Soa => new DnsAnswer(DnsResponseCode.NoError, [Start(zone)], [], []),
        DnsType.NS => new DnsAnswer(
            DnsResponseCode.NoError,
            [new DnsRecord.NS(zone.Domain, $"ns.dns.{zone.Domain}")],
            [],
            [new DnsRecord.A($"ns.dns.{zone.Domain}", zone.ServerAddress)]),
        _ => new DnsAnswer(DnsResponseCode.NoError, [], [Start(zone)], []),
    };

    /// <summary>The records of the type asked for; when the name has none of that type, an answer that says so.</summary>
    private static DnsAnswer Found(DnsQuestion question, DnsDirectory directory, params IReadOnlyList<DnsRecord> records)
    {
        var asked = records.Where(record => record.Type == question.Type || question.Type == DnsType.Any).ToList();
        return asked.Count > 0 ? new DnsAnswer(DnsResponseCode.NoError, asked, [], []) : NoData(directory);
    }

    private static DnsAnswer NoData(DnsDirectory directory) => new(DnsResponseCode.NoError, [], [Start(directory.Zone)], []);

    private static DnsAnswer NoName(DnsDirectory directory) => new(DnsResponseCode.NameError, [], [Start(directory.Zone)], []);

    // Every node answers for itself from the same source, so no serial could be compared.
    private static DnsRecord.Soa Start(DnsZone zone) => new(zone.Domain, $"ns.dns.{zone.Domain}", $"hostmaster.{zone.Domain}", Serial: 1);

    private static bool HasProtocol(DnsEntry entry, string label) =>
        entry.Ports.Any(port => string.Equals(port.Protocol, label[1..], StringComparison.OrdinalIgnoreCase));

    private static bool IsIPv4(string text) => text.Split('.') is { Length: 4 } parts && parts.All(part => byte.TryParse(part, out _));
}
