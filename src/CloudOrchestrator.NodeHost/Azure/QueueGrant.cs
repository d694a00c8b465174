namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>A queue to receive from.</summary>
/// <param name="Queue">Its URL.</param>
/// <param name="Sas">Value of the Authorization header.</param>
internal sealed record QueueGrant(Uri Queue, string Sas);
