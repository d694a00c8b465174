using System.Text.Json;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Nodes;

/// <summary><c>POST /apis/node.cloudorchestrator.io/v1/nodes/{name}/access</c>: what the node may use past this API. For the node itself only.</summary>
internal sealed class NodeAccessEndpoint(INodeAccess? access) : IDirectEndpoint
{
    /// <summary>The group of paths that only nodes use.</summary>
    public const string Group = "node.cloudorchestrator.io";

    /// <inheritdoc/>
    public bool Authenticates => false;

    /// <inheritdoc/>
    public bool Serves(RequestInfo info) =>
        info is { Resource: { Group: Group, Version: "v1", Plural: "nodes" }, Namespace: "", Name.Length: > 0, Subresource: "access", Remainder: "" };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo info, Caller caller, CancellationToken cancellationToken)
    {
        if (Refusal(context, info, caller) is { } refusal)
        {
            await ResponseWriter.WriteStatusAsync(context, refusal);
            return;
        }

        var grants = await access!.GrantAsync(info.Name, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        await ResponseWriter.WriteBytesAsync(context, StatusCodes.Status200OK, "application/json", JsonSerializer.SerializeToUtf8Bytes(grants, JsonSerializerOptions.Web));
    }

    private ApiStatus? Refusal(HttpContext context, RequestInfo info, Caller caller)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return ApiStatuses.MethodNotAllowed();
        if (caller.Name != $"system:node:{info.Name}" || !caller.Groups.Contains("system:nodes"))
            return Refusals.Forbidden(caller, new("create", Group, "nodes", "access", "", info.Name));
        return access is null ? ApiStatuses.ResourceNotFound() : null;
    }
}
