using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Finds who answers a request for a resource.</summary>
internal sealed class ResourceRouter(ObjectEndpoints objects, UpdateStrategies strategies, IReadOnlyList<ISubresource> special)
{
    /// <summary>Answers the request.</summary>
    public Task RouteAsync(ResourceRequest request)
    {
        foreach (var handler in special)
        {
            if (handler.Serves(request))
                return handler.HandleAsync(request);
        }

        var kind = request.Kind;
        if (!kind.Stored)
            return ResponseWriter.WriteStatusAsync(request.Context, ApiStatuses.MethodNotAllowed());
        return request.Call.Subresource switch
        {
            "" when request.Call.Name.Length > 0 && !request.Info.LegacyWatch => ObjectAsync(request),
            "" => CollectionAsync(request),
            var subresource when strategies.Find(kind, subresource) is { } strategy => PartAsync(request, strategy),
            _ => ResponseWriter.WriteStatusAsync(request.Context, ApiStatuses.ResourceNotFound()),
        };
    }

    private Task ObjectAsync(ResourceRequest request) => request.Context.Request.Method switch
    {
        "GET" or "HEAD" when QueryBoolean.Parse(request.Context.Request.Query["watch"]) => objects.ListAsync(request),
        "GET" or "HEAD" => objects.GetAsync(request),
        "PUT" => objects.UpdateAsync(request, strategies.Find(request.Kind, "")!),
        "PATCH" => objects.PatchAsync(request, strategies.Find(request.Kind, "")!),
        "DELETE" => objects.DeleteAsync(request),
        _ => NotAllowedAsync(request),
    };

    private Task CollectionAsync(ResourceRequest request) => request.Context.Request.Method switch
    {
        "GET" or "HEAD" => objects.ListAsync(request),
        "POST" when !request.Kind.Namespaced || request.Call.Namespace.Length > 0 => objects.CreateAsync(request),
        "DELETE" => objects.DeleteCollectionAsync(request),
        _ => NotAllowedAsync(request),
    };

    private Task PartAsync(ResourceRequest request, UpdateStrategy strategy) => request.Context.Request.Method switch
    {
        "GET" or "HEAD" => objects.GetAsync(request),
        "PUT" => objects.UpdateAsync(request, strategy),
        "PATCH" => objects.PatchAsync(request, strategy),
        _ => NotAllowedAsync(request),
    };

    private static Task NotAllowedAsync(ResourceRequest request) => ResponseWriter.WriteStatusAsync(request.Context, ApiStatuses.MethodNotAllowed());
}
