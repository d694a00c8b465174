using System.Buffers.Binary;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Turns a query's bytes into a response's: from the cluster's directory, or from the node's resolvers.</summary>
internal sealed class DnsResponder(Func<DnsDirectory> directory, DnsForwarder forwarder)
{
    private const int AliasesMax = 8;

    /// <summary>The response; null when none must be sent.</summary>
    /// <param name="message">The query as received.</param>
    /// <param name="tcp">Whether it came over TCP.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<byte[]?> RespondAsync(ReadOnlyMemory<byte> message, bool tcp, CancellationToken cancellationToken)
    {
        DnsQuery query;
        try
        {
            query = DnsReader.ReadQuery(message);
        }
        catch (DnsFormatException)
        {
            return message.Length < DnsReader.HeaderLength || (message.Span[2] & 0x80) != 0
                ? null
                : DnsWriter.WriteFormatError(BinaryPrimitives.ReadUInt16BigEndian(message.Span));
        }

        if (query.IsResponse)
            return null;
        var lengthMax = tcp ? ushort.MaxValue : Math.Min(query.PayloadMax, DnsWriter.PayloadMax);
        if (Refuse(query) is { } refusal)
            return DnsWriter.Write(query, DnsAnswer.Only(refusal), lengthMax);
        if (ClusterDns.Answer(query.Question!, directory()) is { } answer)
            return DnsWriter.Write(query, await FollowAsync(query.Question!, answer, cancellationToken), lengthMax);
        return await forwarder.AskAsync(query, message, tcp, cancellationToken)
            ?? DnsWriter.Write(query, DnsAnswer.Only(DnsResponseCode.ServerFailure), lengthMax);
    }

    private static DnsResponseCode? Refuse(DnsQuery query) => query switch
    {
        { OperationCode: not 0 } => DnsResponseCode.NotImplemented,
        { Question: null } => DnsResponseCode.FormatError,
        { OptionsVersion: not 0 } => DnsResponseCode.BadVersion,
        { IsInternet: false } => DnsResponseCode.Refused,
        _ => null,
    };

    /// <summary>Adds what an alias leads to: clients' own resolvers do not ask again.</summary>
    private async Task<DnsAnswer> FollowAsync(DnsQuestion question, DnsAnswer answer, CancellationToken cancellationToken)
    {
        for (var hops = 0; hops < AliasesMax; hops++)
        {
            if (question.Type == DnsType.CName || answer.Answers is not [.., DnsRecord.CName alias])
                return answer;
            var next = new DnsQuestion(alias.Target, question.Type);
            if (ClusterDns.Answer(next, directory()) is not { } inside)
                return answer with { Answers = [.. answer.Answers, .. await forwarder.ResolveAsync(next, cancellationToken)] };
            answer = inside with { Answers = [.. answer.Answers, .. inside.Answers] };
        }

        return DnsAnswer.Only(DnsResponseCode.ServerFailure);
    }
}
