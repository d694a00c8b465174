using System.IO.Pipelines;
using System.Text;
using CloudOrchestrator.ApiServer.Streaming.Spdy;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ApiServer.Streaming.PortForwarding;

/// <summary>
/// The port-forward protocol over SPDY (<c>portforward.k8s.io</c>): for every connection the client opens an error stream and a data stream with the same
/// requestID; a failure is text on the error stream, the bytes of the connection travel on the data stream.
/// </summary>
internal sealed class SpdyPortForward(SpdyConnection connection, Func<int, CancellationToken, Task<ResultOf<NodePortStream>>> dial)
{
    private readonly Dictionary<string, SpdyStream> _waiting = new(StringComparer.Ordinal);
    private readonly List<Task> _connections = [];

    /// <summary>Serves until the client goes away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = connection.RunAsync(ending.Token);
        while (await connection.Opened.WaitToReadAsync(cancellationToken))
        {
            while (connection.Opened.TryRead(out var stream))
                Pair(stream, ending.Token);
            _connections.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await ending.CancelAsync();
        await Task.WhenAll(_connections);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Pair(SpdyStream stream, CancellationToken cancellationToken)
    {
        // Clients before Kubernetes 1.1 send no requestID: their streams come in pairs of consecutive odd numbers.
        var isError = stream.Headers.GetValueOrDefault("streamType") == "error";
        var request = stream.Headers.GetValueOrDefault("requestID") ?? $"{(isError ? stream.Id : stream.Id - 2)}";
        if (!_waiting.Remove(request, out var other))
            _waiting[request] = stream;
        else
            _connections.Add(isError ? ForwardAsync(stream, other, cancellationToken) : ForwardAsync(other, stream, cancellationToken));
    }

    private async Task ForwardAsync(SpdyStream error, SpdyStream data, CancellationToken cancellationToken)
    {
        try
        {
            if (!int.TryParse(data.Headers.GetValueOrDefault("port"), out var port) || port is < 1 or > 65535)
            {
                await FailAsync(error, $"\"{data.Headers.GetValueOrDefault("port")}\" is not a valid port", cancellationToken);
            }
            else
            {
                var dialled = await dial(port, cancellationToken);
                if (dialled.Succeeded)
                    await CarryAsync(dialled.Value, data, cancellationToken);
                else
                    await FailAsync(error, dialled.Error.Message ?? "the connection failed", cancellationToken);
            }

            await data.FinishAsync(cancellationToken);
            await error.FinishAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client's connection has ended, and this one with it.
        }
    }

    private static Task FailAsync(SpdyStream error, string message, CancellationToken cancellationToken) =>
        error.WriteAsync(Encoding.UTF8.GetBytes(message), cancellationToken);

    private static async Task CarryAsync(NodePortStream pod, SpdyStream data, CancellationToken cancellationToken)
    {
        await using (pod)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var toPod = ToPodAsync(data.Input, pod, ending.Token);
            var buffer = new byte[32 * 1024];
            int read;
            while ((read = await pod.ReadAsync(buffer, cancellationToken)) > 0)
                await data.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await data.FinishAsync(cancellationToken);
            await ending.CancelAsync();
            await toPod.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ToPodAsync(PipeReader input, NodePortStream pod, CancellationToken cancellationToken)
    {
        await input.CopyToAsync(pod, cancellationToken);
        await pod.EndWritingAsync(cancellationToken);
    }
}
