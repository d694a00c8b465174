namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>What makes two questions to other resolvers equal. The question's bytes count with their case: the response repeats them.</summary>
/// <param name="Question">The question section.</param>
/// <param name="HasOptions">Whether the client speaks EDNS(0).</param>
/// <param name="Flags">The flags that change the answer.</param>
/// <param name="Tcp">Whether it came over TCP, where answers may be longer.</param>
internal readonly record struct DnsCacheKey(string Question, bool HasOptions, int Flags, bool Tcp)
{
    /// <summary>The key of a query.</summary>
    public static DnsCacheKey Of(DnsQuery query, bool tcp) =>
        new(Convert.ToBase64String(query.QuestionBytes.Span), query.HasOptions, query.Flags & 0x0130, tcp);
}
