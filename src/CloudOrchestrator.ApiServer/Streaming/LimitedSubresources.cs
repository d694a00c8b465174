using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>
/// Refuses what the front end cannot carry: exec, attach, port-forward, upgrades of proxies and followed logs. Cut off without a word they would look like a
/// container that has ended; refused, they say where to go.
/// </summary>
internal sealed class LimitedSubresources(IStreamingSubresources inner, StreamingLimits limits, TimeProvider time) : IStreamingSubresources
{
    /// <inheritdoc/>
    public bool Serves(string plural, string subresource) => inner.Serves(plural, subresource);

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        if (Refused(context, request) is { } what)
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.Failure(StatusCodes.Status501NotImplemented, "NotImplemented", Message(what)));
            return;
        }

        using var limit = new CancellationTokenSource(limits.Longest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await inner.HandleAsync(context, request, linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                await ResponseWriter.WriteStatusAsync(context, ApiStatuses.Timeout($"{request.Subresource} did not end within {limits.Longest.TotalSeconds:0} s. {Elsewhere}"));
            else
                context.Abort();
        }
    }

    private string Elsewhere => limits.Gateway is { } gateway
        ? $"The gateway at {gateway.GetLeftPart(UriPartial.Authority)} serves it: name it as the server (kubectl --server, with the cluster's CA)"
        : "A gateway serves it, and this cluster has none";

    private static string? Refused(HttpContext context, StreamingRequest request) => request.Subresource switch
    {
        "exec" or "attach" => request.Subresource,
        "portforward" => "port-forward",
        "log" when QueryBoolean.Parse(context.Request.Query["follow"]) => "following logs",
        "proxy" when context.Request.Headers.ContainsKey("Upgrade") => "a proxied connection upgrade",
        _ => null,
    };

    private string Message(string what) =>
        $"{what} needs a connection that lasts, which this server's front end does not carry: it passes no upgrades and ends answers after minutes. {Elsewhere}";
}
