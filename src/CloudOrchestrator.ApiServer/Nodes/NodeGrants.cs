namespace CloudOrchestrator.ApiServer.Nodes;

/// <summary>What a node may use past the API, until when.</summary>
/// <param name="Heartbeat">Where it gives signs of life; null when it renews its lease.</param>
/// <param name="Doorbell">Where it hears that there is something to read; null when it has to ask.</param>
/// <param name="Expires">When the grants end.</param>
public sealed record NodeGrants(HeartbeatGrant? Heartbeat, DoorbellGrant? Doorbell, DateTimeOffset Expires);

/// <summary>A partition of a table that a node may write to.</summary>
/// <param name="Table">URL of the table.</param>
/// <param name="PartitionKey">The partition: the node's name.</param>
/// <param name="Sas">Query string that authorizes.</param>
public sealed record HeartbeatGrant(string Table, string PartitionKey, string Sas);

/// <summary>A queue that a node may receive from.</summary>
/// <param name="Queue">URL of the queue.</param>
/// <param name="Sas">Value of the Authorization header.</param>
public sealed record DoorbellGrant(string Queue, string Sas);
