using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using CloudOrchestrator.ApiServer.Streaming.RemoteCommand;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ApiServer.Streaming.PortForwarding;

/// <summary>
/// The older port-forward protocol directly over a WebSocket (<c>v4.channel.k8s.io</c>): two channels per port in the query, data and error, each of which the
/// server opens with the port's number. One connection per port.
/// </summary>
internal sealed class ChannelPortForward(
    WebSocket socket, bool base64, IReadOnlyList<int> ports, Func<int, CancellationToken, Task<ResultOf<NodePortStream>>> dial) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Serves until the client goes away or every connection has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var connections = new NodePortStream?[ports.Count];
        try
        {
            for (var index = 0; index < ports.Count; index++)
                connections[index] = await OpenAsync(index, cancellationToken);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var input = CarryInputAsync(connections, ending.Token);
            var outputs = Task.WhenAll(connections.Select((pod, index) => pod is null ? Task.CompletedTask : CarryOutputAsync(pod, index, ending.Token)));
            await Task.WhenAny(input, outputs);
            await ending.CancelAsync();
            await input.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await outputs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await socket.CloseQuietlyAsync(cancellationToken);
        }
        finally
        {
            foreach (var pod in connections)
            {
                if (pod is not null)
                    await pod.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async Task<NodePortStream?> OpenAsync(int index, CancellationToken cancellationToken)
    {
        var number = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)ports[index]);
        await SendAsync(2 * index, number, cancellationToken);
        await SendAsync((2 * index) + 1, number, cancellationToken);
        var dialled = await dial(ports[index], cancellationToken);
        if (dialled.Succeeded)
            return dialled.Value;
        await SendAsync((2 * index) + 1, Encoding.UTF8.GetBytes(dialled.Error.Message ?? "the connection failed"), cancellationToken);
        return null;
    }

    private async Task CarryInputAsync(NodePortStream?[] connections, CancellationToken cancellationToken)
    {
        while (await socket.ReceiveMessageAsync(cancellationToken) is { } message)
        {
            if (message.Length == 0)
                continue;
            var channel = base64 ? message[0] - '0' : message[0];
            var data = base64 ? Convert.FromBase64String(Encoding.ASCII.GetString(message.AsSpan(1))) : message.AsMemory(1);
            if (channel % 2 == 0 && channel / 2 < connections.Length && connections[channel / 2] is { } pod)
                await pod.WriteAsync(data, cancellationToken);
        }
    }

    private async Task CarryOutputAsync(NodePortStream pod, int index, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await pod.ReadAsync(buffer, cancellationToken)) > 0)
            await SendAsync(2 * index, buffer.AsMemory(0, read), cancellationToken);
    }

    private async Task SendAsync(int channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        byte[] message = base64 ? Encoding.ASCII.GetBytes((char)('0' + channel) + Convert.ToBase64String(data.Span)) : [(byte)channel, .. data.Span];
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
