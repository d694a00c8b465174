using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>Connects a client to a process in a container: one that is started for it (exec), or the container's own (attach).</summary>
internal sealed class StreamHandler(ContainerLookup lookup, IContainerRuntime runtime, TimeProvider time)
{
    private const int BufferBytes = 32 * 1024;

    public Task ExecAsync(HttpContext context, string @namespace, string podName, string containerName)
    {
        var query = context.Request.Query;
        var command = query["command"].Select(word => word ?? "").ToArray();
        if (command.Length == 0)
            return StatusAnswer.WriteAsync(context, ApiStatuses.BadRequest("you must specify at least 1 command for the container"));
        var config = new ExecConfig(command) { Stdin = Flag(query, "stdin"), Stdout = Flag(query, "stdout"), Stderr = Flag(query, "stderr"), Tty = Flag(query, "tty") };
        return ServeAsync(context, @namespace, podName, containerName, config.Stdin, (id, token) => runtime.ExecAsync(id, config, token));
    }

    public Task AttachAsync(HttpContext context, string @namespace, string podName, string containerName)
    {
        var query = context.Request.Query;
        var stdin = Flag(query, "stdin");
        return ServeAsync(context, @namespace, podName, containerName, stdin, async (id, token) =>
        {
            var container = await runtime.InspectAsync(id, token);
            return await runtime.AttachAsync(id, new AttachConfig(stdin, Flag(query, "stdout"), Flag(query, "stderr"), container?.Tty ?? false), token);
        });
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1" or "True";

    private async Task ServeAsync(
        HttpContext context, string @namespace, string podName, string containerName, bool stdin, Func<string, CancellationToken, Task<IContainerStreams>> open)
    {
        var container = lookup.Running(@namespace, podName, containerName);
        if (!container.Succeeded)
        {
            await StatusAnswer.WriteAsync(context, container.Error);
            return;
        }
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(ChannelSocket.Protocol))
        {
            await StatusAnswer.WriteAsync(context, ApiStatuses.BadRequest($"a WebSocket with the protocol {ChannelSocket.Protocol} is needed"));
            return;
        }
        IContainerStreams streams;
        try
        {
            streams = await open(container.Value.Container.Id, context.RequestAborted);
        }
        catch (RuntimeException failure)
        {
            // The program may be missing, which the engine tells only now: a failure of the command and not of the request.
            using var refused = await context.WebSockets.AcceptWebSocketAsync(ChannelSocket.Protocol);
            var why = ApiStatuses.InternalError($"error executing command in container: {failure.Message}");
            await SendStatusAsync(new ChannelSocket(refused), why, context.RequestAborted);
            await ChannelSocket.CloseAsync(refused, ChannelSocket.DrainAsync(refused, context.RequestAborted), time, context.RequestAborted);
            return;
        }
        await using (streams)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(ChannelSocket.Protocol);
            await PumpAsync(socket, streams, stdin, context.RequestAborted);
        }
    }

    private async Task PumpAsync(WebSocket webSocket, IContainerStreams streams, bool stdin, CancellationToken cancellationToken)
    {
        var socket = new ChannelSocket(webSocket);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(socket, streams, stdin, over.Token);
        var sending = SendOutputAsync(socket, streams, over.Token);
        try
        {
            // A client that leaves ends the session; the end of the output ends it with the result.
            if (await Task.WhenAny(sending, receiving) == sending)
            {
                await sending;
                await SendStatusAsync(socket, Result(await streams.ExitCodeAsync(cancellationToken)), cancellationToken);
                await ChannelSocket.CloseAsync(webSocket, receiving, time, cancellationToken);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or RuntimeException)
        {
            // Either end has left: there is nobody to tell.
        }
        await over.CancelAsync();
        await QuietAsync(receiving);
        await QuietAsync(sending);
    }

    private static async Task SendOutputAsync(ChannelSocket socket, IContainerStreams streams, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await streams.ReadAsync(buffer.AsMemory(1), cancellationToken) is { Count: > 0 } chunk)
        {
            var channel = chunk.Target == OutputTarget.Stderr ? ChannelSocket.Stderr : ChannelSocket.Stdout;
            await socket.SendAsync(channel, buffer.AsMemory(0, chunk.Count + 1), cancellationToken);
        }
    }

    private static async Task ReceiveAsync(ChannelSocket socket, IContainerStreams streams, bool stdin, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var (channel, data) = await socket.ReceiveAsync(buffer, cancellationToken);
            switch (channel)
            {
                case null:
                    return;
                case ChannelSocket.Stdin when stdin:
                    await streams.WriteStdinAsync(data, cancellationToken);
                    break;
                case ChannelSocket.Resize:
                    await ResizeAsync(streams, data, cancellationToken);
                    break;
                case ChannelSocket.Closed when stdin && data.Length > 0 && data.Span[0] == ChannelSocket.Stdin:
                    await streams.CloseStdinAsync(cancellationToken);
                    break;
            }
        }
    }

    private static async Task ResizeAsync(IContainerStreams streams, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonNode.Parse(data.Span) is JsonObject size && size["Width"] is { } width && size["Height"] is { } height)
                await streams.ResizeAsync(width.GetValue<int>(), height.GetValue<int>(), cancellationToken);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            // A size that cannot be read leaves the terminal as it is.
        }
    }

    private static ApiStatus Result(int exitCode) => exitCode == 0
        ? ApiStatuses.Success()
        : ApiStatuses.Failure(500, "NonZeroExitCode", $"command terminated with non-zero exit code: exit code {exitCode}", new StatusDetails
        {
            Causes = [new StatusCause { Reason = "ExitCode", Message = exitCode.ToString(System.Globalization.CultureInfo.InvariantCulture) }],
        });

    private static Task SendStatusAsync(ChannelSocket socket, ApiStatus status, CancellationToken cancellationToken)
    {
        var json = ObjectJson.Serialize(status);
        var message = new byte[json.Length + 1];
        json.CopyTo(message, 1);
        return socket.SendAsync(ChannelSocket.Error, message, cancellationToken);
    }

    private static async Task QuietAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or RuntimeException)
        {
            // See PumpAsync.
        }
    }
}
