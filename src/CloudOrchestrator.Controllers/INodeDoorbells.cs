namespace CloudOrchestrator.Controllers;

/// <summary>Tells agents that do not watch the API that there is something to read. A bell that is lost costs time, never correctness.</summary>
public interface INodeDoorbells
{
    /// <summary>Rings for changes of a stream at the nodes named.</summary>
    Task RingAsync(IReadOnlyCollection<string> nodes, string stream, CancellationToken cancellationToken);
}
