using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>Serves the streaming subresources over the node agents.</summary>
public sealed class StreamingSubresources(IObjectClient objects, INodeConnections nodes, TimeProvider time) : IStreamingSubresources
{
    private readonly LogSubresource _log = new(objects, nodes);
    private readonly RemoteCommandSubresource _remoteCommand = new(objects, nodes, time);
    private readonly PortForwardSubresource _portForward = new(objects, nodes);
    private readonly ProxySubresource _proxy = new(objects, nodes);

    /// <inheritdoc/>
    public bool Serves(string plural, string subresource) => (plural, subresource) is
        ("pods", "log" or "exec" or "attach" or "portforward" or "proxy") or ("services", "proxy") or ("nodes", "proxy");

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        var failure = request.Subresource switch
        {
            "log" => await _log.HandleAsync(context, request, cancellationToken),
            "exec" or "attach" => await _remoteCommand.HandleAsync(context, request, cancellationToken),
            "portforward" => await _portForward.HandleAsync(context, request, cancellationToken),
            "proxy" => await _proxy.HandleAsync(context, request, cancellationToken),
            _ => ApiStatuses.ResourceNotFound(),
        };
        if (failure is not null && !context.Response.HasStarted)
            await WriteAsync(context, failure, cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, ApiStatus failure, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = failure.Code ?? StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(ObjectJson.Serialize(failure), cancellationToken);
    }
}
