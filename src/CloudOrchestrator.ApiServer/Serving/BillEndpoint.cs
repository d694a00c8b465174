using CloudOrchestrator.ApiServer.Responses;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>What the control plane has cost so far. 404 where the host counts nothing.</summary>
internal sealed class BillEndpoint(Func<CancellationToken, Task<JsonObject>>? bill) : IPathEndpoint
{
    private const string Path = "/apis/billing.cloudorchestrator.io/v1/bill";

    /// <inheritdoc/>
    public bool Serves(string path) => path == Path;

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        if (bill is null)
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
        else if (!HttpMethods.IsGet(context.Request.Method))
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.MethodNotAllowed());
        else
            await ResponseWriter.WriteBytesAsync(context, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(await bill(cancellationToken), ObjectJson.Options));
    }
}
