using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Tables;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>Kinds that are computed when they are asked for: get and list, no more.</summary>
internal sealed class ReadOnlyResource(ServerParts parts, ResponseWriter responses, IComputedObjects source) : ISubresource
{
    /// <inheritdoc/>
    public bool Serves(ResourceRequest request) => request.Call.Subresource.Length == 0 && source.Computes(request.Kind);

    /// <inheritdoc/>
    public async Task HandleAsync(ResourceRequest request)
    {
        var query = request.Context.Request.Query;
        if (!HttpMethods.IsGet(request.Context.Request.Method) || QueryBoolean.Parse(query["watch"]))
        {
            await ResponseWriter.WriteStatusAsync(request.Context, ApiStatuses.MethodNotAllowed());
            return;
        }

        var computed = await source.ComputeAsync(request.Call, query["labelSelector"].ToString(), request.Cancellation);
        if (!computed.Succeeded)
        {
            await ResponseWriter.WriteStatusAsync(request.Context, computed.Error);
            return;
        }

        var shown = request.Representation.MediaType == MediaTypes.Protobuf ? Representation.Json : request.Representation;
        if (request.Call.Name.Length == 0)
            {
            ResponseWriter.AddWarnings(request.Context.Response, request.Call.Warnings);
            await responses.WriteTreeAsync(request.Context, 200, ListOf(request, computed.Value), null, shown);
        }
        else if (computed.Value.FirstOrDefault() is { } one)
            await responses.WriteAsync(request.Context, request.Kind, ApiResponse.Of(one), shown, request.Call.Warnings);
        else
            await ResponseWriter.WriteStatusAsync(request.Context, ApiStatuses.NotFound(request.Kind.Resource, request.Call.Name));
    }

    private JsonObject ListOf(ResourceRequest request, IReadOnlyList<JsonObject> items)
    {
        var kind = request.Kind;
        if (request.Representation.Shape == ObjectShape.Table)
            return TableBuilder.Table(kind, items, [], ResponseWriter.IncludeObject(request.Context), request.Representation.Version, parts.Now);
        return new JsonObject
        {
            ["kind"] = kind.GroupVersionKind.Kind + "List",
            ["apiVersion"] = kind.GroupVersionKind.ApiVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. items]),
        };
    }
}
