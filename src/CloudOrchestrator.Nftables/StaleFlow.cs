using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>
/// UDP flows whose translation is out of date. A flow keeps its first translation as long as packets come; without a connection to break, a client that
/// goes on sending would talk to a dead backend, or to none, for ever.
/// </summary>
/// <param name="Destination">Where the client sends; a null address stands for every address of the node.</param>
/// <param name="Backend">The backend that is gone, or null for flows that were not translated at all.</param>
public sealed record StaleFlow(ServiceAddress Destination, Backend? Backend);
