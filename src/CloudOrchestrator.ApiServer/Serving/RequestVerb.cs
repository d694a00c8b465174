using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Streaming;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>The verb of a request as authorization and audit name it.</summary>
internal readonly record struct RequestVerb(string Name, bool IsWrite, bool IsLongRunning)
{
    /// <summary>The verb of a request.</summary>
    public static RequestVerb Of(HttpContext context, RequestInfo info, IStreamingSubresources streaming)
    {
        var method = context.Request.Method;
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        if (!info.IsResource)
            return new(method.ToLowerInvariant(), !reads, false);
        if (info.Subresource.Length > 0 && info.Resource.Group.Length == 0 && streaming.Serves(info.Resource.Plural, info.Subresource))
            return new(NameOf(method, info, false), !reads || info.Subresource is not ("log" or "proxy"), true);
        var watch = reads && (info.LegacyWatch || (info.Subresource.Length == 0 && QueryBoolean.Parse(context.Request.Query["watch"])));
        return new(NameOf(method, info, watch), !reads, watch);
    }

    private static string NameOf(string method, RequestInfo info, bool watch) => method switch
    {
        "GET" or "HEAD" => watch ? "watch" : info.Name.Length == 0 ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => info.Name.Length == 0 ? "deletecollection" : "delete",
        _ => method.ToLowerInvariant(),
    };
}
