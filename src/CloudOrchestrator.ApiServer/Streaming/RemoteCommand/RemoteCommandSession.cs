using System.Net.WebSockets;

namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>Carries an exec or attach session between a client and a node agent until either ends it.</summary>
internal static class RemoteCommandSession
{
    /// <summary>Runs the session. Returns when the container side has ended and everything is sent, or when the client is gone.</summary>
    public static async Task RunAsync(IRemoteCommandClient client, WebSocket node, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = CarryInputAsync(client, node, ending.Token);
        var output = CarryOutputAsync(client, node, ending.Token);
        var first = await Task.WhenAny(input, output);
        if (first == output)
        {
            await output;
            await client.FinishAsync(cancellationToken);
        }

        await ending.CancelAsync();
        await EndedAsync(input);
        await EndedAsync(output);
    }

    private static async Task CarryInputAsync(IRemoteCommandClient client, WebSocket node, CancellationToken cancellationToken)
    {
        while (await client.ReceiveAsync(cancellationToken) is { } message)
        {
            byte[] bytes = [(byte)message.Channel, .. message.Data.Span];
            await node.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
    }

    private static async Task CarryOutputAsync(IRemoteCommandClient client, WebSocket node, CancellationToken cancellationToken)
    {
        while (await node.ReceiveMessageAsync(cancellationToken) is { } message)
        {
            if (message.Length > 0 && (ChannelNumber)message[0] is ChannelNumber.Stdout or ChannelNumber.Stderr or ChannelNumber.Error)
                await client.SendAsync((ChannelNumber)message[0], message.AsMemory(1), cancellationToken);
        }
    }

    private static async Task EndedAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // One side ended the session while the other was still talking.
        }
    }
}
