using System.Net.WebSockets;

namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>Whole messages over a WebSocket.</summary>
internal static class WebSocketMessages
{
    /// <summary>Longest message accepted.</summary>
    public const int LengthMax = 32 * 1024 * 1024;

    /// <summary>Reads one message; null when the other side has closed or is gone.</summary>
    public static async Task<byte[]?> ReceiveMessageAsync(this WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        MemoryStream? parts = null;
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (result.MessageType == WebSocketMessageType.Close)
                    return null;
                if (result.EndOfMessage && parts is null)
                    return buffer[..result.Count];
                parts ??= new MemoryStream();
                parts.Write(buffer, 0, result.Count);
                if (parts.Length > LengthMax)
                    throw new InvalidDataException($"a WebSocket message is longer than the limit of {LengthMax} bytes");
                if (result.EndOfMessage)
                    return parts.ToArray();
            }
        }
        catch (WebSocketException)
        {
            // Closed without the closing handshake: clients that are interrupted do this.
            return null;
        }
    }

    /// <summary>Closes in an orderly way if the other side is still there.</summary>
    public static async Task CloseQuietlyAsync(this WebSocket socket, CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (WebSocketException)
        {
            // The other side went first.
        }
    }
}
