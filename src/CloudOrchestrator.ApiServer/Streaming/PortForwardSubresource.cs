using System.Globalization;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Streaming.PortForwarding;
using CloudOrchestrator.ApiServer.Streaming.Spdy;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary><c>pods/portforward</c>: SPDY, SPDY tunnelled in a WebSocket, and the older WebSocket channels.</summary>
internal sealed class PortForwardSubresource(IObjectClient objects, INodeConnections nodes)
{
    private const string Protocol = "portforward.k8s.io";
    private const string TunnelProtocol = "SPDY/3.1+portforward.k8s.io";

    public async Task<ApiStatus?> HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        var found = await objects.GetAsync<Pod>(request.Namespace, request.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var pod = found.Value;
        var node = PodTarget.Node(pod);
        if (!node.Succeeded)
            return node.Error;
        if (pod.Status?.Phase != "Running")
            return ApiStatuses.BadRequest($"unable to forward port because pod is not running. Current status={pod.Status?.Phase}");
        return HttpUpgrade.Requested(context) switch
        {
            "websocket" => await ServeWebSocketAsync(context, pod, node.Value, cancellationToken),
            "spdy/3.1" => await ServeSpdyAsync(context, pod, node.Value, cancellationToken),
            _ => ApiStatuses.BadRequest("Upgrade request required"),
        };
    }

    /// <summary>Opens a connection to a port of a pod.</summary>
    internal static async Task<ResultOf<NodePortStream>> DialAsync(INodeConnections nodes, Pod pod, string nodeName, int port, CancellationToken cancellationToken)
    {
        var opened = await nodes.OpenAsync(nodeName, $"/portForward/{PodTarget.Path(pod)}?port={port}", null, cancellationToken);
        return opened.Succeeded ? new NodePortStream(opened.Value) : opened.Error;
    }

    private async Task<ApiStatus?> ServeSpdyAsync(HttpContext context, Pod pod, string nodeName, CancellationToken cancellationToken)
    {
        var offered = HttpUpgrade.OfferedStreamProtocols(context);
        if (offered.Count > 0 && !offered.Contains(Protocol, StringComparer.Ordinal))
        {
            return ApiStatuses.Failure(StatusCodes.Status403Forbidden, "Forbidden",
                $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{Protocol}]");
        }

        await using var connection = new SpdyConnection(await HttpUpgrade.AcceptSpdyAsync(context, Protocol));
        await new SpdyPortForward(connection, (port, token) => DialAsync(nodes, pod, nodeName, port, token)).RunAsync(cancellationToken);
        return null;
    }

    private async Task<ApiStatus?> ServeWebSocketAsync(HttpContext context, Pod pod, string nodeName, CancellationToken cancellationToken)
    {
        var offered = HttpUpgrade.OfferedSubprotocols(context);
        if (offered.Contains(TunnelProtocol, StringComparer.Ordinal))
        {
            var tunnel = await HttpUpgrade.AcceptWebSocketAsync(context, TunnelProtocol);
            await using var connection = new SpdyConnection(new WebSocketStream(tunnel));
            await new SpdyPortForward(connection, (port, token) => DialAsync(nodes, pod, nodeName, port, token)).RunAsync(cancellationToken);
            return null;
        }

        var protocol = offered.FirstOrDefault(name => name is "v4.channel.k8s.io" or "v4.base64.channel.k8s.io");
        if (protocol is null)
            return ApiStatuses.BadRequest($"none of the requested WebSocket subprotocols is supported: {string.Join(", ", offered)}");
        var ports = Ports(context.Request.Query);
        if (!ports.Succeeded)
            return ports.Error;
        using var socket = await HttpUpgrade.AcceptWebSocketAsync(context, protocol);
        using var channels = new ChannelPortForward(
            socket, protocol.Contains("base64", StringComparison.Ordinal), ports.Value, (port, token) => DialAsync(nodes, pod, nodeName, port, token));
        await channels.RunAsync(cancellationToken);
        return null;
    }

    private static ResultOf<int[]> Ports(IQueryCollection query)
    {
        const int PortsMax = 64;
        var texts = query["ports"].SelectMany(value => (value ?? "").Split(',')).ToArray();
        var ports = texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0).ToArray();
        return ports.Length is > 0 and <= PortsMax && ports.All(port => port is >= 1 and <= 65535)
            ? ports
            : ApiStatuses.BadRequest($"query parameter \"ports\" must name 1 to {PortsMax} ports between 1 and 65535");
    }
}
