namespace CloudOrchestrator.Controllers;

/// <summary>Signs of life that nodes give past the API, where a renewed Lease object would cost a request.</summary>
public interface INodeHeartbeats
{
    /// <summary>
    /// How long ago each node was last heard, by name. Measured by one clock, that of the service which holds the heartbeats: clocks of nodes and of callers do not count.
    /// </summary>
    Task<IReadOnlyDictionary<string, TimeSpan>> AgesAsync(CancellationToken cancellationToken);
}
