namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>One partition of a table.</summary>
/// <param name="Table">Its URL.</param>
/// <param name="PartitionKey">The partition.</param>
/// <param name="Sas">Query string that authorizes.</param>
internal sealed record TableGrant(Uri Table, string PartitionKey, string Sas);
