using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Workers;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>Carries a TCP connection into a pod: binary messages are its bytes, an empty one ends that direction.</summary>
internal sealed class PortForwardHandler(ContainerLookup lookup, ContainerCache containers, TimeProvider time)
{
    private const int BufferBytes = 32 * 1024;

    public async Task HandleAsync(HttpContext context, string @namespace, string podName)
    {
        var pod = lookup.Pod(@namespace, podName);
        if (!pod.Succeeded)
        {
            await StatusAnswer.WriteAsync(context, pod.Error);
            return;
        }
        if (!context.WebSockets.IsWebSocketRequest || !ushort.TryParse(context.Request.Query["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            await StatusAnswer.WriteAsync(context, ApiStatuses.BadRequest("a WebSocket and a port are needed"));
            return;
        }
        var sandbox = containers.OfPod(pod.Value.Metadata.Uid ?? "").FirstOrDefault(container => container.IsSandbox && container.Container.State == RuntimeContainerState.Running);
        if (sandbox is null)
        {
            await StatusAnswer.WriteAsync(context, ApiStatuses.InternalError($"pod {podName} is not running"));
            return;
        }
        Socket connection;
        try
        {
            int? process = pod.Value.Spec?.HostNetwork == true ? null : sandbox.Container.ProcessId;
            connection = await PodNetworkDialer.DialAsync(process, port, context.RequestAborted);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            await StatusAnswer.WriteAsync(context, ApiStatuses.InternalError(
                $"failed to connect to localhost:{port} inside namespace of pod {podName}_{@namespace}: dial tcp4 127.0.0.1:{port}: {failure.Message}"));
            return;
        }
        using (connection)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await PumpAsync(socket, connection, context.RequestAborted);
        }
    }

    private async Task PumpAsync(WebSocket socket, Socket connection, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] directions = [InwardAsync(socket, connection, over.Token), OutwardAsync(connection, socket, over.Token)];
        try
        {
            await await Task.WhenAny(directions);
            await Task.WhenAll(directions);
            await ChannelSocket.CloseAsync(socket, ChannelSocket.DrainAsync(socket, over.Token), time, cancellationToken);
        }
        catch (Exception gone) when (gone is WebSocketException or SocketException or OperationCanceledException)
        {
            // One side broke off; the other is closed with it.
        }
        await over.CancelAsync();
        try
        {
            await Task.WhenAll(directions);
        }
        catch (Exception gone) when (gone is WebSocketException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }

    private static async Task InwardAsync(WebSocket socket, Socket connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var inMessage = false;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new OperationCanceledException("the client has left");
            if (received is { Count: 0, EndOfMessage: true } && !inMessage)
            {
                connection.Shutdown(SocketShutdown.Send);
                return;
            }
            inMessage = !received.EndOfMessage;
            for (var sent = 0; sent < received.Count;)
                sent += await connection.SendAsync(buffer.AsMemory(sent, received.Count - sent), cancellationToken);
        }
    }

    private static async Task OutwardAsync(Socket connection, WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await connection.ReceiveAsync(buffer.AsMemory(), cancellationToken) is > 0 and var count)
            await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }
}
