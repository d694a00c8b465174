namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>Bytes read from a process.</summary>
/// <param name="Target">The stream they were written to.</param>
/// <param name="Count">How many; 0 at the end of all streams.</param>
public readonly record struct OutputChunk(OutputTarget Target, int Count);
