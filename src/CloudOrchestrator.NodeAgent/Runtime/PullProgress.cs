namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>How far a layer's transfer is.</summary>
/// <param name="Layer">The layer; empty for the image as a whole.</param>
/// <param name="Status">What happens, in the engine's words.</param>
/// <param name="CurrentBytes">Bytes done.</param>
/// <param name="TotalBytes">Bytes in all; 0 when unknown.</param>
public sealed record PullProgress(string Layer, string Status, long CurrentBytes, long TotalBytes);
