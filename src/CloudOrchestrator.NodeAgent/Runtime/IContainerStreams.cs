namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>The standard streams of a process. Reading and writing may overlap.</summary>
public interface IContainerStreams : IContainerOutput
{
    /// <summary>Writes to standard input.</summary>
    ValueTask WriteStdinAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends standard input.</summary>
    ValueTask CloseStdinAsync(CancellationToken cancellationToken);

    /// <summary>Changes the terminal's size; does nothing without a terminal or after the end.</summary>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    /// <summary>The exit code of an exec'd process. Call it after the end of the output; 0 for attached streams.</summary>
    Task<int> ExitCodeAsync(CancellationToken cancellationToken);
}
