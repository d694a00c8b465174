namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>A subprotocol of Kubernetes' channel WebSockets.</summary>
/// <param name="Name">Name in Sec-WebSocket-Protocol.</param>
/// <param name="Version">Version: from 4 on the error channel carries a Status, from 5 on channels can be closed.</param>
/// <param name="Base64">Payloads are text: a digit for the channel and base64.</param>
internal sealed record WebSocketProtocol(string Name, int Version, bool Base64)
{
    /// <summary>The protocols served, best first.</summary>
    public static IReadOnlyList<WebSocketProtocol> All { get; } =
    [
        new("v5.channel.k8s.io", 5, false),
        new("v4.channel.k8s.io", 4, false),
        new("v4.base64.channel.k8s.io", 4, true),
        new("channel.k8s.io", 1, false),
        new("base64.channel.k8s.io", 1, true),
    ];

    /// <summary>The first protocol the client offers that is served; the oldest when it offers none; null when it offers only unknown ones.</summary>
    public static WebSocketProtocol? Choose(IReadOnlyList<string> offered) => offered.Count == 0
        ? All[3]
        : offered.Select(name => All.FirstOrDefault(protocol => protocol.Name == name)).FirstOrDefault(protocol => protocol is not null);
}
