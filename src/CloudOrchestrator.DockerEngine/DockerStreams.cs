using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.DockerEngine;

/// <summary>A process's streams: of an exec, of a container, or of a log (neither).</summary>
internal sealed class DockerStreams(DockerClient client, string? execId, string? containerId, MultiplexedStream stream, TimeProvider time) : IContainerStreams
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ExitLook = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The process's input outlives this client. The engine ends the output of a client that ends its input then, although there is more to come: it is not
    /// told.
    /// </summary>
    public bool KeepsStdin { get; init; }

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
        catch (TimeoutException hung)
        {
            throw new RuntimeException(RuntimeFailure.TimedOut, hung.Message, hung);
        }
    }

    public ValueTask WriteStdinAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    public ValueTask CloseStdinAsync(CancellationToken cancellationToken)
    {
        if (!KeepsStdin)
            stream.CloseWrite();
        return ValueTask.CompletedTask;
    }

    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        var size = new ContainerResizeParameters { Width = columns, Height = rows };
        try
        {
            if (execId is not null)
                await DockerErrors.TranslateAsync(() => client.Exec.ResizeContainerExecTtyAsync(execId, size, cancellationToken));
            else if (containerId is not null)
                await DockerErrors.TranslateAsync(() => client.Containers.ResizeContainerTtyAsync(containerId, size, cancellationToken));
        }
        catch (RuntimeException answer) when (answer.InnerException is DockerApiException)
        {
            // It has no terminal or has ended, which the port defines as nothing to do.
        }
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        if (execId is null)
            return 0;
        // The output ends a moment before the engine has noted the exit.
        var begun = time.GetTimestamp();
        while (true)
        {
            var state = await DockerErrors.TranslateAsync(() => client.Exec.InspectContainerExecAsync(execId, cancellationToken));
            if (state is { Running: false, ExitCode: { } code })
                return code;
            if (time.GetElapsedTime(begun) > ExitPatience)
                throw new RuntimeException(RuntimeFailure.Internal, "the process has closed its output and still runs");
            await Task.Delay(ExitLook, time, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
