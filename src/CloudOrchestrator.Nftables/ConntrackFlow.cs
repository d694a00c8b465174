namespace CloudOrchestrator.Nftables;

/// <summary>A flow in the kernel's table.</summary>
/// <param name="Protocol">IP protocol number.</param>
/// <param name="Destination">Where its first packet was sent.</param>
/// <param name="Replier">Who answers: the backend when it was translated.</param>
/// <param name="Tuple">The attribute that names it, as read.</param>
internal sealed record ConntrackFlow(byte Protocol, (string Address, int Port) Destination, (string Address, int Port) Replier, ReadOnlyMemory<byte> Tuple);
