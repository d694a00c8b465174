using System.Net.WebSockets;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>
/// Our side of <c>v5.channel.k8s.io</c>: every message begins with its channel. 0 is standard input, 1 and 2 are the outputs, 3 is the final Status, 4 the
/// terminal's size, and 255 says that the channel named by the next byte has ended.
/// </summary>
internal sealed class ChannelSocket(WebSocket socket)
{
    public const string Protocol = "v5.channel.k8s.io";
    public const byte Stdin = 0;
    public const byte Stdout = 1;
    public const byte Stderr = 2;
    public const byte Error = 3;
    public const byte Resize = 4;
    public const byte Closed = 255;

    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Sends one message. The first byte of <paramref name="message"/> is free for the channel.</summary>
    public async Task SendAsync(byte channel, Memory<byte> message, CancellationToken cancellationToken)
    {
        message.Span[0] = channel;
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Receives into <paramref name="buffer"/>: a part of a message of one channel. The channel is null at the end.</summary>
    public async Task<(byte? Channel, Memory<byte> Data)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return (null, default);
            var data = buffer[..received.Count];
            if (_continuing is { } channel)
            {
                _continuing = received.EndOfMessage ? null : channel;
                return (channel, data);
            }
            if (data.IsEmpty)
                continue;
            _continuing = received.EndOfMessage ? null : data.Span[0];
            return (data.Span[0], data[1..]);
        }
    }

    private byte? _continuing;

    /// <summary>Says goodbye and waits a while for the peer's answer: cutting the connection at once could lose what it has not read yet.</summary>
    public static async Task CloseAsync(WebSocket socket, Task receiving, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
            await receiving.WaitAsync(GoodbyeLimit, time, cancellationToken);
        }
        catch (Exception gone) when (gone is WebSocketException or TimeoutException or OperationCanceledException)
        {
            // It left without a word, or does not leave.
        }
    }

    /// <summary>Receives until the peer has said goodbye, and ignores what it says.</summary>
    public static async Task DrainAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
        {
            // More of what nobody waits for.
        }
    }
}
