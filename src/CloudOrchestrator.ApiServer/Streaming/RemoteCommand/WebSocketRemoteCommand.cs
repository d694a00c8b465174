using System.Net.WebSockets;
using System.Text;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>A client that speaks one of the channel protocols over a WebSocket.</summary>
internal sealed class WebSocketRemoteCommand(WebSocket socket, WebSocketProtocol protocol) : IRemoteCommandClient
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <inheritdoc/>
    public async Task<ChannelMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await socket.ReceiveMessageAsync(cancellationToken) is { } message)
        {
            if (message.Length == 0)
                continue;
            if (!protocol.Base64)
                return new ChannelMessage((ChannelNumber)message[0], message.AsMemory(1));
            var text = Encoding.ASCII.GetString(message.AsSpan(1));
            return new ChannelMessage((ChannelNumber)(message[0] - '0'), Convert.FromBase64String(text));
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task SendAsync(ChannelNumber channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (channel == ChannelNumber.Error && protocol.Version < 4)
        {
            // Before version 4 the error channel carried plain text, and nothing on success.
            var status = ObjectJson.Deserialize<ApiStatus>(data.Span);
            if (status.Status == "Success")
                return;
            data = Encoding.UTF8.GetBytes(status.Message ?? "");
        }

        var message = protocol.Base64
            ? Encoding.ASCII.GetBytes((char)('0' + (byte)channel) + Convert.ToBase64String(data.Span))
            : [(byte)channel, .. data.Span];
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, protocol.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public Task FinishAsync(CancellationToken cancellationToken) => socket.CloseQuietlyAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _sending.Dispose();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
