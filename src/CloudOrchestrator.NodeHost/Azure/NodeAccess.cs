namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>What the node may use past the API, as the API says it.</summary>
/// <param name="Heartbeat">Where it gives signs of life; null when its lease has to tell.</param>
/// <param name="Doorbell">Where it hears that there is something to read; null when it has to ask.</param>
/// <param name="Expires">When the grants end, by the server's clock.</param>
internal sealed record NodeAccess(TableGrant? Heartbeat, QueueGrant? Doorbell, DateTimeOffset Expires);
