namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a process writes, in order.</summary>
public interface IContainerOutput : IAsyncDisposable
{
    /// <summary>Reads what is there next into <paramref name="buffer"/>; waits when nothing is.</summary>
    ValueTask<OutputChunk> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
