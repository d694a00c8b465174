using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.DockerEngine;

/// <summary>A process's streams: of an exec, of a container, or of a log (neither).</summary>
internal sealed class DockerStreams(DockerClient client, string? execId, string? containerId, MultiplexedStream stream) : IContainerStreams
{
    public async ValueTask<OutputChunk> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await stream.ReadOutputAsync(buffer, cancellationToken);
            return new OutputChunk(read.Target == MultiplexedStream.TargetStream.StandardError ? OutputTarget.Stderr : OutputTarget.Stdout, read.Count);
        }
        catch (HttpIOException) when (!cancellationToken.IsCancellationRequested)
        {
            // A followed log's response breaks off when its container is removed; there is no more to read.
            return new OutputChunk(OutputTarget.Stdout, 0);
        }
    }

    public ValueTask WriteStdinAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    public ValueTask CloseStdinAsync(CancellationToken cancellationToken)
    {
        stream.CloseWrite();
        return ValueTask.CompletedTask;
    }

    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        var size = new ContainerResizeParameters { Width = columns, Height = rows };
        try
        {
            if (execId is not null)
                await client.Exec.ResizeContainerExecTtyAsync(execId, size, cancellationToken);
            else if (containerId is not null)
                await client.Containers.ResizeContainerTtyAsync(containerId, size, cancellationToken);
        }
        catch (DockerApiException)
        {
            // It has no terminal or has ended, which the port defines as nothing to do.
        }
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        if (execId is null)
            return 0;
        var state = await DockerErrors.TranslateAsync(() => client.Exec.InspectContainerExecAsync(execId, cancellationToken));
        return state.ExitCode ?? 0;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
