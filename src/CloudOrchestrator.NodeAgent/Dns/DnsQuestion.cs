namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>What a client asks.</summary>
/// <param name="Name">Lower-case, dotted, without the final dot; dots and unprintable bytes inside labels as <c>\DDD</c>.</param>
/// <param name="Type">The record type.</param>
internal sealed record DnsQuestion(string Name, DnsType Type);
