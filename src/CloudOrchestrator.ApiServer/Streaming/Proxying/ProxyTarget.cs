using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.ApiServer.Streaming.Proxying;

/// <summary>Where a proxied request goes.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Address.</param>
/// <param name="Port">Port.</param>
/// <param name="Pod">The pod behind the address, reached through its node agent; null for addresses outside the pod network, which are dialled.</param>
internal sealed record ProxyTarget(string Scheme, string Host, int Port, Pod? Pod);
