namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The answer to a question.</summary>
/// <param name="Code">The response code.</param>
/// <param name="Answers">Records that answer.</param>
/// <param name="Authority">The zone's SOA for negative answers: how long they may be kept.</param>
/// <param name="Additional">Records the client will ask for next.</param>
internal sealed record DnsAnswer(
    DnsResponseCode Code,
    IReadOnlyList<DnsRecord> Answers,
    IReadOnlyList<DnsRecord> Authority,
    IReadOnlyList<DnsRecord> Additional)
{
    /// <summary>An answer with a code and nothing else.</summary>
    public static DnsAnswer Only(DnsResponseCode code) => new(code, [], [], []);
}
