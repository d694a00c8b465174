using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>Switches a request to WebSocket or SPDY.</summary>
internal static class HttpUpgrade
{
    private const string WebSocketGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The protocol the client wants to switch to, in lower case; null when it wants none or the connection cannot.</summary>
    public static string? Requested(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true ? context.Request.Headers.Upgrade.ToString().ToLowerInvariant() : null;

    /// <summary>The WebSocket subprotocols the client offers.</summary>
    public static IReadOnlyList<string> OfferedSubprotocols(HttpContext context) =>
        [.. context.Request.Headers.SecWebSocketProtocol.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Accepts a WebSocket.</summary>
    public static async Task<WebSocket> AcceptWebSocketAsync(HttpContext context, string? subprotocol)
    {
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + WebSocketGuid)));
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = accept;
        if (subprotocol is not null)
            context.Response.Headers.SecWebSocketProtocol = subprotocol;
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();

        // The subprotocol is not told to the socket: it takes only names without a slash, and Kubernetes' tunnel has one. The header above is what counts.
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.FromSeconds(30) });
    }

    /// <summary>Accepts SPDY/3.1; <paramref name="protocol"/> is the stream protocol agreed on, null when the client named none.</summary>
    public static async Task<Stream> AcceptSpdyAsync(HttpContext context, string? protocol)
    {
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "SPDY/3.1";
        if (protocol is not null)
            context.Response.Headers["X-Stream-Protocol-Version"] = protocol;
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>The stream protocols a SPDY client offers.</summary>
    public static IReadOnlyList<string> OfferedStreamProtocols(HttpContext context) =>
        [.. context.Request.Headers["X-Stream-Protocol-Version"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
