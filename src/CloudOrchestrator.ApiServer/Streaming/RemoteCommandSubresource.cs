using System.Net.WebSockets;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Streaming.RemoteCommand;
using CloudOrchestrator.ApiServer.Streaming.Spdy;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary><c>pods/exec</c> and <c>pods/attach</c> for WebSocket clients (channel protocols 1 to 5) and SPDY clients (remote command protocols 1 to 5).</summary>
internal sealed class RemoteCommandSubresource(IObjectClient objects, INodeConnections nodes, TimeProvider time)
{
    private static readonly TimeSpan StreamCreationLimit = TimeSpan.FromSeconds(30);

    public async Task<ApiStatus?> HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        var options = RemoteCommandOptions.Read(context.Request.Query);
        var faults = Validate(options, request.Subresource == "exec");
        if (faults.Count > 0)
            return ApiStatuses.Invalid(new GroupVersionKind("", "v1", request.Subresource == "exec" ? "PodExecOptions" : "PodAttachOptions"), request.Name, faults);
        var found = await objects.GetAsync<Pod>(request.Namespace, request.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var container = PodTarget.Container(found.Value, context.Request.Query["container"]);
        if (!container.Succeeded)
            return container.Error;
        var node = PodTarget.Node(found.Value);
        if (!node.Succeeded)
            return node.Error;
        var path = $"/{request.Subresource}/{PodTarget.Path(found.Value)}/{Uri.EscapeDataString(container.Value)}?{options.ToQuery()}";
        return HttpUpgrade.Requested(context) switch
        {
            "websocket" => await ServeWebSocketAsync(context, node.Value, path, options, cancellationToken),
            "spdy/3.1" => await ServeSpdyAsync(context, node.Value, path, options, cancellationToken),
            _ => ApiStatuses.BadRequest("Upgrade request required"),
        };
    }

    private static List<FieldError> Validate(RemoteCommandOptions options, bool needsCommand)
    {
        var faults = new List<FieldError>();
        if (needsCommand && options.Command.Count == 0)
            faults.Add(FieldError.Required("command"));
        if (options is { Stdin: false, Stdout: false, Stderr: false })
            faults.Add(FieldError.Required("", "you must specify at least one of stdin, stdout, stderr"));
        return faults;
    }

    private async Task<ApiStatus?> ServeWebSocketAsync(HttpContext context, string nodeName, string path, RemoteCommandOptions options, CancellationToken cancellationToken)
    {
        var offered = HttpUpgrade.OfferedSubprotocols(context);
        if (WebSocketProtocol.Choose(offered) is not { } protocol)
            return ApiStatuses.BadRequest($"none of the requested WebSocket subprotocols is supported: {string.Join(", ", offered)}");
        var opened = await nodes.OpenAsync(nodeName, path, WebSocketProtocol.All[0].Name, cancellationToken);
        if (!opened.Succeeded)
            return opened.Error;
        using var node = opened.Value;
        var socket = await HttpUpgrade.AcceptWebSocketAsync(context, offered.Count == 0 ? null : protocol.Name);
        await using var client = new WebSocketRemoteCommand(socket, protocol);

        // An empty message on the lowest output channel tells the client that the session stands.
        var lowest = options.Stdout ? ChannelNumber.Stdout : options.Stderr ? ChannelNumber.Stderr : ChannelNumber.Error;
        if (lowest != ChannelNumber.Error)
            await client.SendAsync(lowest, ReadOnlyMemory<byte>.Empty, cancellationToken);
        await RemoteCommandSession.RunAsync(client, node, cancellationToken);
        await node.CloseQuietlyAsync(cancellationToken);
        return null;
    }

    private async Task<ApiStatus?> ServeSpdyAsync(HttpContext context, string nodeName, string path, RemoteCommandOptions options, CancellationToken cancellationToken)
    {
        var offered = HttpUpgrade.OfferedStreamProtocols(context);
        var protocol = offered.Count == 0 ? "channel.k8s.io" : offered.FirstOrDefault(SpdyRemoteCommand.Protocols.Contains);
        if (protocol is null)
        {
            return ApiStatuses.Failure(StatusCodes.Status403Forbidden, "Forbidden",
                $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{string.Join(' ', SpdyRemoteCommand.Protocols)}]");
        }

        var opened = await nodes.OpenAsync(nodeName, path, WebSocketProtocol.All[0].Name, cancellationToken);
        if (!opened.Succeeded)
            return opened.Error;
        using var node = opened.Value;
        await using var connection = new SpdyConnection(await HttpUpgrade.AcceptSpdyAsync(context, offered.Count == 0 ? null : protocol));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = connection.RunAsync(ending.Token);
        try
        {
            await RunSpdyAsync(connection, running, protocol, options, node, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private async Task RunSpdyAsync(
        SpdyConnection connection, Task running, string protocol, RemoteCommandOptions options, WebSocket node, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StreamCreationLimit, time);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var client = await StartSpdyAsync(connection, running, protocol, options, starting.Token, limit.Token);
        if (client is null)
            return;
        await RemoteCommandSession.RunAsync(client, node, cancellationToken);
        await node.CloseQuietlyAsync(cancellationToken);

        // The client closes once it has read everything; closing first could cut off the end of its input.
        await running.WaitAsync(TimeSpan.FromSeconds(5), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<SpdyRemoteCommand?> StartSpdyAsync(
        SpdyConnection connection, Task running, string protocol, RemoteCommandOptions options, CancellationToken starting, CancellationToken limit)
    {
        try
        {
            return await SpdyRemoteCommand.StartAsync(connection, running, protocol, options, starting);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The client upgraded and then never opened its streams.
            return null;
        }
    }
}
