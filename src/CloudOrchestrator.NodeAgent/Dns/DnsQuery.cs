namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>A query as received.</summary>
/// <param name="Id">The client's id.</param>
/// <param name="Flags">Header flags.</param>
/// <param name="Question">The only question; null when the message has none or several.</param>
/// <param name="QuestionBytes">The question section as sent, returned unchanged: clients compare the case of letters.</param>
/// <param name="IsInternet">True for class IN.</param>
/// <param name="PayloadMax">The largest UDP answer the client takes.</param>
/// <param name="HasOptions">True when the client speaks EDNS(0).</param>
/// <param name="OptionsVersion">Its EDNS version.</param>
internal sealed record DnsQuery(
    ushort Id,
    ushort Flags,
    DnsQuestion? Question,
    ReadOnlyMemory<byte> QuestionBytes,
    bool IsInternet,
    int PayloadMax,
    bool HasOptions,
    byte OptionsVersion)
{
    /// <summary>The kind of operation; 0 is a standard query.</summary>
    public int OperationCode => (Flags >> 11) & 0xF;

    /// <summary>True for answers, which we never answer.</summary>
    public bool IsResponse => (Flags & 0x8000) != 0;
}
