using System.Net.WebSockets;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ApiServer.Nodes;

/// <summary>
/// Reaches node agents. A failure is the status to answer with: 404 for an unknown node, 502-like internal errors for an unreachable one, or what the agent
/// answered.
/// </summary>
public interface INodeConnections
{
    /// <summary>Sends a request to the agent of a node; <paramref name="pathAndQuery"/> starts with a slash. The response's content is not buffered; the caller disposes it.</summary>
    Task<ResultOf<HttpResponseMessage>> GetAsync(string nodeName, string pathAndQuery, CancellationToken cancellationToken);

    /// <summary>Opens a WebSocket to the agent of a node with the subprotocol given, or with none.</summary>
    Task<ResultOf<WebSocket>> OpenAsync(string nodeName, string pathAndQuery, string? subprotocol, CancellationToken cancellationToken);
}
