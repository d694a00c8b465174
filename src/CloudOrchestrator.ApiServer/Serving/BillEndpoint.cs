using System.Text.Json;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>A GET of <see cref="BillResource"/>: what the control plane has cost so far. 404 where the host counts nothing.</summary>
internal sealed class BillEndpoint(Func<CancellationToken, Task<JsonObject>>? bill) : IDirectEndpoint
{
    /// <inheritdoc/>
    public bool Authenticates => false;

    /// <inheritdoc/>
    public bool Serves(RequestInfo info) =>
        info.Resource == BillResource.Name && info is { Namespace: "", Name: "", Subresource: "" };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo info, Caller caller, CancellationToken cancellationToken)
    {
        if (bill is null)
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
        else if (!HttpMethods.IsGet(context.Request.Method))
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.MethodNotAllowed());
        else
            await ResponseWriter.WriteBytesAsync(context, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(await bill(cancellationToken), ObjectJson.Options));
    }
}
