using System.Text;
using CloudOrchestrator.ApiServer.Responses;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary><c>/metrics</c>: what this process has measured, in Prometheus' text format. 404 where the host collects nothing.</summary>
internal sealed class MetricsEndpoint(Func<string>? collect) : IPathEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <inheritdoc/>
    public bool Serves(string path) => path == "/metrics";

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        if (collect is null)
            return ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
        return HttpMethods.IsGet(context.Request.Method)
            ? ResponseWriter.WriteBytesAsync(context, 200, ContentType, Encoding.UTF8.GetBytes(collect()))
            : ResponseWriter.WriteStatusAsync(context, ApiStatuses.MethodNotAllowed());
    }
}
