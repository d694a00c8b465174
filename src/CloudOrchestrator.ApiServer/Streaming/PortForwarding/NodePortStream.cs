using System.Net.WebSockets;

namespace CloudOrchestrator.ApiServer.Streaming.PortForwarding;

/// <summary>A TCP connection into a pod, carried by a WebSocket to the node agent. An empty message ends one direction.</summary>
internal sealed class NodePortStream(WebSocket socket) : WebSocketStream(socket)
{
    private bool _ended;

    /// <summary>Ends the direction towards the pod.</summary>
    public async Task EndWritingAsync(CancellationToken cancellationToken)
    {
        if (Socket.State == WebSocketState.Open)
            await Socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _ended ? ValueTask.FromResult(0) : base.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : base.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    protected override bool EndsReading(ValueWebSocketReceiveResult result) => _ended = result is { Count: 0, EndOfMessage: true };
}
